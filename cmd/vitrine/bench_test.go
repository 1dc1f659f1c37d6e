package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestBenchIdleMemory prints the memory of an idle process with the demo's data.
// A figure, not a limit: make bench prints it beside the others.
func TestBenchIdleMemory(t *testing.T) {
	if os.Getenv("VITRINE_BENCH") == "" {
		t.Skip("a figure: make bench")
	}
	s := prepare(t)
	s.args = []string{"demo"}
	s.start()
	s.await(s.admin+"/healthz", time.Minute)
	time.Sleep(5 * time.Second)
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if name, value, _ := strings.Cut(line, ":"); name == "VmRSS" || name == "VmHWM" {
			kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Printf("%s of the idle process with the demo's data: %.1f MiB\n", name, float64(kib)/1024)
		}
	}
}
