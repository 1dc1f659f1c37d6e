package views

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func cardOf(t *testing.T, c ShareCard) (image.Image, []byte) {
	t.Helper()
	body, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return picture, body
}

// inked counts the pixels of a part of the card that are not paper.
func inked(picture image.Image, part image.Rectangle) int {
	paper, n := hexColour(lightTokens["paper"]), 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); uint8(r) != paper.R || uint8(g) != paper.G || uint8(b) != paper.B {
				n++
			}
		}
	}
	return n
}

func TestCardShowsItsWords(t *testing.T) {
	t.Parallel()
	middle := image.Rect(cardMargin, 165, CardWidth-cardMargin, 500)
	picture, body := cardOf(t, ShareCard{Site: "Northpole status", Title: "The login page failed for 20 minutes", Line: "Postmortem · 19 November 2026"})
	if size := picture.Bounds().Size(); size != image.Pt(CardWidth, CardHeight) {
		t.Errorf("the card is %v", size)
	}
	if inked(picture, middle) < 5_000 || inked(picture, image.Rect(cardMargin, 520, CardWidth, CardHeight)) < 500 {
		t.Error("the words are not on the card")
	}
	if len(body) > 40_000 {
		t.Errorf("the card has %d bytes", len(body))
	}
	if dir := os.Getenv("VITRINE_CARDS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "card.png"), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bare, _ := cardOf(t, ShareCard{Site: "Northpole status"})
	if inked(bare, middle) != 0 {
		t.Error("a card without a title has something where it would stand")
	}
	foreign, _ := cardOf(t, ShareCard{Site: "Northpole status", Title: "ログインできません"})
	if inked(foreign, middle) != 0 {
		t.Error("letters that the font lacks are shown as boxes")
	}
}

func TestCardKeepsItsMargin(t *testing.T) {
	t.Parallel()
	for name, title := range map[string]string{
		"a title of many words": strings.Repeat("payments and reports failed ", 30),
		"a title without a gap": strings.Repeat("Donaudampfschiff", 20),
	} {
		t.Run(name, func(t *testing.T) {
			picture, _ := cardOf(t, ShareCard{Site: strings.Repeat("A long name ", 20), Title: title, Line: strings.Repeat("long ", 60)})
			for _, edge := range []image.Rectangle{image.Rect(CardWidth-cardMargin+6, 20, CardWidth, CardHeight), image.Rect(0, 20, cardMargin-6, CardHeight),
				image.Rect(0, CardHeight-40, CardWidth, CardHeight)} {
				if inked(picture, edge) != 0 {
					t.Errorf("something stands in the margin %v", edge)
				}
			}
		})
	}
}

func TestCardCarriesNothingButItsPicture(t *testing.T) {
	t.Parallel()
	_, body := cardOf(t, ShareCard{Site: "Status", Title: "Exports were empty"})
	var chunks []string
	for rest := body[8:]; len(rest) >= 12; {
		length := binary.BigEndian.Uint32(rest)
		chunks = append(chunks, string(rest[4:8]))
		rest = rest[12+length:]
	}
	chunks = slices.Compact(chunks)
	if !slices.Equal(chunks, []string{"IHDR", "PLTE", "IDAT", "IEND"}) {
		t.Errorf("the card has the chunks %v", chunks)
	}
	_, again := cardOf(t, ShareCard{Site: "Status", Title: "Exports were empty"})
	if !bytes.Equal(body, again) {
		t.Error("the same card comes out with other bytes")
	}
}

func BenchmarkCard(b *testing.B) {
	for b.Loop() {
		if _, err := (ShareCard{Site: "Northpole status", Title: "The login page failed for 20 minutes", Line: "Postmortem · 19 November 2026"}).PNG(); err != nil {
			b.Fatal(err)
		}
	}
}
