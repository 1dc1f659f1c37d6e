package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	rushPause   = 100 * time.Microsecond // of each of 64 readers between two questions
	rushUpdates = 20
	rushGoal    = 200 * time.Millisecond
)

// TestBenchRush (F31) lets 64 connections ask for the home page again and again, from
// nothing, while updates go out: how long it took until the slowest of a hundred answers
// was there, and whether each was whole.
func TestBenchRush(t *testing.T) {
	figures(t)
	s := prepare(t).start()
	st := newStudy(t, s)
	st.tellIncident()
	address := strings.TrimPrefix(s.public, "http://")
	var ended atomic.Bool
	var people sync.WaitGroup
	took, faults := make([][]time.Duration, siteConnections), atomic.Int64{}
	client := &fasthttp.HostClient{Addr: address, MaxConns: siteConnections, ReadTimeout: 10 * time.Second}
	t.Cleanup(func() { ended.Store(true); people.Wait() })
	begin := time.Now()
	for n := range took {
		people.Go(func() {
			req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			req.SetRequestURI("http://" + address + "/")
			for !ended.Load() {
				asked := time.Now()
				if err := client.Do(req, res); err != nil || res.StatusCode() != 200 || !bytes.HasSuffix(bytes.TrimSpace(res.Body()), []byte("</html>")) {
					faults.Add(1)
				}
				took[n] = append(took[n], time.Since(asked))
				time.Sleep(rushPause)
			}
		})
	}
	for n := range rushUpdates {
		st.writer.do("POST", "/incidents/"+st.incident+"/updates", object{"state": "identified", "body": fmt.Sprintf("Word number %d.", n)})
		time.Sleep(200 * time.Millisecond)
	}
	ended.Store(true)
	people.Wait()
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	fmt.Printf("%d answers in %s while %d updates go out: %.0f in a second, p50 %s, p99 %s (goal %s), longest %s, %d faults\n", len(all), time.Since(begin).Round(100*time.Millisecond), rushUpdates,
		float64(len(all))/time.Since(begin).Seconds(), all[len(all)/2].Round(10*time.Microsecond), all[len(all)*99/100].Round(10*time.Microsecond), rushGoal, all[len(all)-1].Round(time.Millisecond), faults.Load())
	if faults.Load() > 0 {
		t.Errorf("%d answers were not whole", faults.Load())
	}
}
