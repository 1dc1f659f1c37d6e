package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"vitrine/models/review"
)

// tellGraphs adds the pictures of what people looked at.
func (t *teller) tellGraphs(ctx context.Context, r storyReview, id string, start time.Time) error {
	for _, g := range r.Graphs {
		file, err := g.picture(start)
		if err != nil {
			return err
		}
		n := review.NewGraph{Caption: g.Caption, Alt: g.Alt}
		if n.Picture, err = review.DrawGraph(file); err != nil {
			return fmt.Errorf("graph %q: %w", g.Title, err)
		}
		if g.AtMin != 0 {
			n.SeenAt = new(start.Add(time.Duration(g.AtMin) * time.Minute))
		}
		if _, err := t.house.review.AddGraph(ctx, id, n); err != nil {
			return fmt.Errorf("graph %q: %w", g.Title, err)
		}
	}
	return nil
}

// The picture of a chart, in pixels, and its colours: those of a dashboard that is
// dark, as they mostly are.
const chartWide, chartHigh, chartEdge = 900, 340, 48

var (
	chartGround = color.NRGBA{0x17, 0x1a, 0x21, 0xff}
	chartGrid   = color.NRGBA{0x33, 0x39, 0x45, 0xff}
	chartInk    = color.NRGBA{0xc9, 0xd1, 0xdc, 0xff}
	chartLine   = color.NRGBA{0xf0, 0x8a, 0x4b, 0xff}
)

// picture draws the chart as somebody's dashboard showed it.
func (g storyGraph) picture(start time.Time) ([]byte, error) {
	p := image.NewNRGBA(image.Rect(0, 0, chartWide, chartHigh))
	draw.Draw(p, p.Bounds(), image.NewUniform(chartGround), image.Point{}, draw.Src)
	write := func(x, y int, text string) {
		d := font.Drawer{Dst: p, Src: image.NewUniform(chartInk), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
		d.DrawString(text)
	}
	write(chartEdge, 24, g.Title)
	high, wide := chartHigh-2*chartEdge, chartWide-2*chartEdge
	for percent := 0; percent <= 100; percent += 25 {
		y := chartHigh - chartEdge - percent*high/100
		draw.Draw(p, image.Rect(chartEdge, y, chartWide-chartEdge, y+1), image.NewUniform(chartGrid), image.Point{}, draw.Src)
		write(12, y+5, fmt.Sprintf("%3d", percent))
	}
	last := len(g.Points) - 1
	for n := range last * 60 {
		at := float64(n) / 60
		from, to := g.Points[int(at)], g.Points[int(at)+1]
		value := float64(from) + (at-float64(int(at)))*float64(to-from)
		x, y := chartEdge+int(at*float64(wide)/float64(last)), chartHigh-chartEdge-int(value*float64(high)/100)
		draw.Draw(p, image.Rect(x, y-1, x+2, y+2), image.NewUniform(chartLine), image.Point{}, draw.Src)
	}
	for n := 0; n <= last; n += max(1, last/5) {
		at := start.Add(time.Duration(g.FromMin+n*g.EveryMin) * time.Minute)
		write(chartEdge+n*wide/last-17, chartHigh-chartEdge+20, at.UTC().Format("15:04"))
	}
	var file bytes.Buffer
	err := png.Encode(&file, p)
	return file.Bytes(), err
}

// toll is what it cost customers.
func (s storyToll) toll() review.Toll {
	out := review.Toll{UsersAffected: s.Users, RequestsFailed: s.Requests, WorstCase: s.Worst, SLAMinutes: s.Minutes, SLABroken: review.Verdict(s.Broken)}
	if s.Percent != nil {
		out.FailedShare = new(review.Hundredths(*s.Percent))
	}
	return out
}
