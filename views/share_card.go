package views

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The size of a card in pixels: what link previews ask for (ogp.me, 1.91 to 1).
const (
	CardWidth  = 1200
	CardHeight = 630
)

const (
	cardMargin = 88
	cardLines  = 4 // of the title at most
)

// ShareCard is the picture that other people's pages and chats show beside a link.
type ShareCard struct {
	Site   string // the operator's name for the page
	Title  string // what the page says; empty on the card of the site itself
	Line   string // one line below it: when, how long
	Accent string // "#rrggbb"; empty is ours
}

// PNG draws the card on paper, with ink and one accent. The letters at hand are
// Latin, Greek and Cyrillic: a text with others is left out rather than shown as
// empty boxes.
func (c ShareCard) PNG() ([]byte, error) {
	light, _ := Accent(c.Accent)
	d := drawing{face: map[fontSize]font.Face{}}
	paper := papers.Get().(*paper)
	defer papers.Put(paper)
	d.picture = paper.drawn
	draw.Draw(d.picture, d.picture.Bounds(), image.NewUniform(hexColour(lightTokens["paper"])), image.Point{}, draw.Src)
	d.fill(image.Rect(0, 0, CardWidth, 14), light)
	d.write(&bold, 40, cardMargin, 124, lightTokens["ink"], cmp.Or(c.Site, "Status"))
	d.fill(image.Rect(cardMargin, 156, CardWidth-cardMargin, 158), lightTokens["line"])
	d.title(c.Title)
	d.write(&regular, 34, cardMargin, CardHeight-76, lightTokens["soft"], c.Line)
	if d.err != nil {
		return nil, d.err
	}
	var out bytes.Buffer
	paper.reduced.Palette = cardPalette(light)
	reduce(d.picture, paper.reduced)
	err := cardEncoder.Encode(&out, paper.reduced)
	return bytes.Clone(out.Bytes()), err
}

// paper is what one card is drawn on. There are thousands of cards on a large site,
// and the next is drawn over the last.
type paper struct {
	drawn   *image.RGBA
	reduced *image.Paletted
}

var papers = sync.Pool{New: func() any {
	all := image.Rect(0, 0, CardWidth, CardHeight)
	return &paper{image.NewRGBA(all), image.NewPaletted(all, nil)}
}}

// cardEncoder packs quickly: a card is mostly paper, and small either way.
var cardEncoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoderBuffers{}}

// encoderBuffers keeps what the encoder works in.
type encoderBuffers struct{ pool sync.Pool }

// Get implements png.EncoderBufferPool.
func (b *encoderBuffers) Get() *png.EncoderBuffer {
	e, _ := b.pool.Get().(*png.EncoderBuffer)
	return e
}

// Put implements png.EncoderBufferPool.
func (b *encoderBuffers) Put(e *png.EncoderBuffer) { b.pool.Put(e) }

// drawing is a card being drawn. The first error ends it.
type drawing struct {
	picture *image.RGBA
	face    map[fontSize]font.Face
	err     error
}

type fontSize struct {
	letters *letters
	size    float64
}

// letters is a font that is read when it is first needed.
type letters struct {
	once  sync.Once
	bytes []byte
	font  *sfnt.Font
	err   error
}

var bold, regular = letters{bytes: gobold.TTF}, letters{bytes: goregular.TTF}

func (l *letters) read() (*sfnt.Font, error) {
	l.once.Do(func() { l.font, l.err = opentype.Parse(l.bytes) })
	return l.font, l.err
}

// at returns the letters in a size, nil after an error.
func (d *drawing) at(l *letters, size float64) font.Face {
	if f := d.face[fontSize{l, size}]; f != nil || d.err != nil {
		return f
	}
	read, err := l.read()
	if err == nil {
		d.face[fontSize{l, size}], err = opentype.NewFace(read, &opentype.FaceOptions{Size: size, DPI: 72})
	}
	d.err = err
	return d.face[fontSize{l, size}]
}

func (d *drawing) fill(r image.Rectangle, hex string) {
	draw.Draw(d.picture, r, image.NewUniform(hexColour(hex)), image.Point{}, draw.Src)
}

// write puts one line at x on the base line y, cut where the card ends.
func (d *drawing) write(l *letters, size float64, x, y int, hex, text string) {
	face := d.at(l, size)
	if face == nil || !l.knows(text) {
		return
	}
	text = fit(face, text, CardWidth-cardMargin-x)
	pen := font.Drawer{Dst: d.picture, Src: image.NewUniform(hexColour(hex)), Face: face, Dot: fixed.P(x, y)}
	pen.DrawString(text)
}

// title writes in the largest size in which the whole title fits.
func (d *drawing) title(text string) {
	text = strings.Join(strings.Fields(text), " ")
	for _, size := range []float64{76, 64, 54, 46} {
		face := d.at(&bold, size)
		if face == nil {
			return
		}
		lines := lay(face, text, CardWidth-2*cardMargin)
		if len(lines) > cardLines && size > 46 {
			continue
		}
		if len(lines) > cardLines {
			lines = append(lines[:cardLines-1], strings.Join(lines[cardLines-1:], " "))
		}
		for n, line := range lines {
			d.write(&bold, size, cardMargin, 262+int(float64(n)*size*1.22), lightTokens["ink"], line)
		}
		return
	}
}

// lay breaks text between words into lines of at most width pixels.
func lay(face font.Face, text string, width int) []string {
	var lines []string
	for _, w := range strings.Fields(text) {
		if n := len(lines); n > 0 && font.MeasureString(face, lines[n-1]+" "+w).Ceil() <= width {
			lines[n-1] += " " + w
		} else {
			lines = append(lines, w)
		}
	}
	return lines
}

// fit is text, cut with an ellipsis when it is wider than width pixels.
func fit(face font.Face, text string, width int) string {
	if font.MeasureString(face, text).Ceil() <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && font.MeasureString(face, string(runes)+"…").Ceil() > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// knows reports whether the font has a picture for every sign of text, and text
// runs from left to right without joining.
func (l *letters) knows(text string) bool {
	read, err := l.read()
	if err != nil {
		return false
	}
	var buf sfnt.Buffer
	for _, r := range text {
		if at, err := read.GlyphIndex(&buf, r); err != nil || at == 0 && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// cardPalette holds each colour of a card and its shades on the paper, so that
// the edges of letters are smooth and the file small.
func cardPalette(accent string) color.Palette {
	paper := parseColour(lightTokens["paper"])
	list := color.Palette{hexColour(lightTokens["paper"]), hexColour(accent), hexColour(lightTokens["line"])}
	for _, token := range []string{"ink", "soft"} {
		for step := 1; step <= 16; step++ {
			list = append(list, rgba(paper.mix(parseColour(lightTokens[token]), float64(step)/16)))
		}
	}
	return list
}

// reduce paints a picture in the nearest colours of the palette of to, which has the same
// size. Most rows are as the one above.
func reduce(from *image.RGBA, to *image.Paletted) {
	known := map[uint32]uint8{}
	var above []byte
	for y := range to.Rect.Dy() {
		row, line := from.Pix[y*from.Stride:][:4*to.Rect.Dx()], to.Pix[y*to.Stride:][:to.Rect.Dx()]
		if bytes.Equal(row, above) {
			copy(line, to.Pix[(y-1)*to.Stride:])
		} else {
			reduceRow(row, line, to.Palette, known)
		}
		above = row
	}
}

// reduceRow paints a row; known remembers the colours that were met.
func reduceRow(row, line []byte, palette color.Palette, known map[uint32]uint8) {
	var last uint32 // most pixels are as the one before
	var at uint8
	for x := range line {
		if p := binary.LittleEndian.Uint32(row[4*x:]); p != last || x == 0 {
			seen := false
			if at, seen = known[p]; !seen {
				at = uint8(palette.Index(color.RGBA{row[4*x], row[4*x+1], row[4*x+2], 255}))
				known[p] = at
			}
			last = p
		}
		line[x] = at
	}
}

func hexColour(hex string) color.RGBA { return rgba(parseColour(hex)) }

func rgba(c colour) color.RGBA { return color.RGBA{uint8(c[0]), uint8(c[1]), uint8(c[2]), 255} }
