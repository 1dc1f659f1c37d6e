package main

import (
	"io"
	"net"
	"time"
)

const (
	lingerFor  = 2 * time.Second
	lingerOver = 64 << 20 // bytes
)

// polite is a listener whose connections close politely: a visitor who is still
// sending when the answer is written, because the request was too large, gets to
// read why. A plain close would reset the connection and the answer with it.
type polite struct{ net.Listener }

// Accept implements net.Listener.
func (p polite) Accept() (net.Conn, error) {
	c, err := p.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		return lingering{&lazy{Conn: directly(tcp)}, tcp}, err
	}
	return c, err
}

// lingering is a connection that reads on for a moment after its last word.
type lingering struct {
	*lazy
	tcp *net.TCPConn
}

// Close implements net.Conn. It returns at once.
func (l lingering) Close() error {
	if l.tcp.CloseWrite() != nil || l.SetReadDeadline(time.Now().Add(lingerFor)) != nil {
		return l.tcp.Close()
	}
	go func() {
		io.CopyN(io.Discard, l, lingerOver)
		l.tcp.Close()
	}()
	return nil
}
