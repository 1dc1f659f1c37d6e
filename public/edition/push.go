package edition

import _ "embed"

// pushWorker is the script that shows messages on a reader's device. Its address
// stays the same for ever: browsers keep it.
//
//go:embed push-worker.js
var pushWorker string

// pushSheet is /push-worker.js.
func (p *Press) pushSheet() sheet {
	return p.bytesSheet("/push-worker.js", "text/javascript; charset=utf-8", []byte(pushWorker), false)
}
