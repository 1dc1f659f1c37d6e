// Vitrine is a self-hosted status page that publishes postmortems. This room
// opens the front door: it reads the command line and the environment, builds
// every other room, hands each what it needs, starts and stops them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	_ "time/tzdata" // zones without a system database

	"github.com/alecthomas/kong"

	"vitrine/models"
)

// gcPercent keeps the heap near what is in use: serving makes next to no garbage,
// and a status page often shares a small machine. GOGC overrides it.
const gcPercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// streams are the three files a command talks through.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Exit codes of every command.
const (
	exitDone  = 0
	exitNotSo = 1 // the thing checked is not so: found, unhealthy
	exitWrong = 2 // wrong usage, or it could not run
)

// errNotSo ends a command with exitNotSo after it has said what it found.
var errNotSo = errors.New("not so")

// run does what args say and returns the exit code.
func run(ctx context.Context, args []string, std streams) int {
	cli := &commands{}
	exited := -1
	parser, err := kong.New(cli,
		kong.Name("vitrine"),
		kong.Description("A self-hosted status page that publishes postmortems."),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { exited = code }),
		kong.Vars{"statuses": strings.Join(statusWords(), ", ")},
	)
	if err != nil {
		return complain(std, err)
	}
	chosen, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		return complain(std, fmt.Errorf("%w. See vitrine --help", err))
	}
	if err := chosen.Run(&session{ctx: ctx, config: &cli.Config, streams: std}); err != nil {
		return complain(std, err)
	}
	return exitDone
}

// complain tells the operator what went wrong and returns the exit code.
func complain(std streams, err error) int {
	if errors.Is(err, errNotSo) {
		return exitNotSo
	}
	fmt.Fprintln(std.err, "vitrine:", sentence(err))
	return exitWrong
}

// sentence is what err says to an operator: the public sentence and its fields,
// and the private cause, for here it is the operator who reads.
func sentence(err error) string {
	var e *models.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	var b strings.Builder
	b.WriteString(e.Message)
	for field, complaint := range e.Fields {
		fmt.Fprintf(&b, "\n  %s: %s", field, complaint)
	}
	for _, f := range e.Findings {
		fmt.Fprintf(&b, "\n  %s: %q (%s): %s", f.Field, f.Text, f.Kind, f.Why)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, "\n  cause: %v", e.Err)
	}
	return b.String()
}

// session is what a command runs with.
type session struct {
	ctx    context.Context
	config *Config
	streams
}

// printf writes to standard output.
func (s *session) printf(format string, args ...any) {
	fmt.Fprintf(s.out, format, args...)
}
