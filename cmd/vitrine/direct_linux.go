package main

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"unsafe"
)

// direct is a TCP connection that reads and writes without telling Go's scheduler of
// each call: the socket never blocks, so there is nothing to tell. A scheduler that was
// told gives the work of a thread that the machine took off the processor to another
// thread; where others want the processors too, that costs more than the request.
type direct struct {
	net.Conn
	raw syscall.RawConn
}

// directly returns c as a direct connection.
func directly(c *net.TCPConn) net.Conn {
	raw, err := c.SyscallConn()
	if err != nil {
		return c
	}
	return &direct{c, raw}
}

// Read implements net.Conn.
func (d *direct) Read(b []byte) (int, error) {
	n, err := d.move("read", d.raw.Read, syscall.SYS_READ, b)
	if n == 0 && err == nil && len(b) > 0 {
		err = io.EOF
	}
	return n, err
}

// Write implements net.Conn.
func (d *direct) Write(b []byte) (int, error) {
	return d.move("write", d.raw.Write, syscall.SYS_WRITE, b)
}

// move reads something into b or writes it whole. Where the socket is not ready, wait
// waits and tries again, until the deadline.
func (d *direct) move(name string, wait func(try func(fd uintptr) bool) error, call uintptr, b []byte) (int, error) {
	m := moves.Get().(*movement)
	m.call, m.left, m.moved, m.errno = call, b, 0, 0
	err := wait(m.again)
	n, errno := m.moved, m.errno
	m.left = nil
	moves.Put(m)
	if err != nil {
		var failed *net.OpError
		if errors.As(err, &failed) {
			failed.Op = name // not of the raw connection
		}
	} else if errno != 0 {
		err = &net.OpError{Op: name, Net: "tcp", Source: d.LocalAddr(), Addr: d.RemoteAddr(), Err: os.NewSyscallError(name, errno)}
	}
	return n, err
}

// atOnce is how many bytes are handed to one call: for as long as it takes, the scheduler
// misses a thread.
const atOnce = 256 << 10

// movement is a read or a write that is under way.
type movement struct {
	call  uintptr
	left  []byte
	moved int
	errno syscall.Errno
	again func(fd uintptr) bool // the method try: to make it for each costs an allocation
}

var moves = sync.Pool{New: func() any {
	m := &movement{}
	m.again = m.try
	return m
}}

// try reports whether there is nothing more to wait for.
func (m *movement) try(fd uintptr) bool {
	for len(m.left) > 0 {
		n, _, errno := syscall.RawSyscall(m.call, fd, uintptr(unsafe.Pointer(&m.left[0])), uintptr(min(len(m.left), atOnce)))
		switch errno {
		case 0:
			m.moved, m.left = m.moved+int(n), m.left[n:]
			if m.call == syscall.SYS_READ {
				return true
			}
		case syscall.EAGAIN:
			return false
		case syscall.EINTR:
		default:
			m.errno = errno
			return true
		}
	}
	return true
}
