package models

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif" // the first frame
	"image/jpeg"
	"image/png"
	"strconv"
	"sync"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

const jpegQuality = 90

// PictureSize bounds one sort of pictures.
type PictureSize struct {
	MostPixels      int // of an uploaded picture: more is a bomb
	Widest, Highest int // of a picture as it is kept, in pixels
	MostBytes       int // of a picture as it is kept
}

// The sorts of pictures: a logo travels with pages and mail; a graph is read, by
// those inside.
var (
	LogoSize  = PictureSize{MostPixels: 8_000_000, Widest: 1024, Highest: 512, MostBytes: 256 << 10}
	GraphSize = PictureSize{MostPixels: 16_000_000, Widest: 2560, Highest: 4096, MostBytes: 3 << 20}
)

// Picture is a picture that was drawn anew: there is no other way to one. The zero
// Picture is none.
type Picture struct {
	body          []byte
	mediaType     string
	width, height int
}

// Body is the file, made by us from its first byte to its last.
func (p Picture) Body() []byte { return p.body }

// MediaType is "image/png" or "image/jpeg"; empty for none.
func (p Picture) MediaType() string { return p.mediaType }

// Size is how wide and how high it is, in pixels.
func (p Picture) Size() (width, height int) { return p.width, p.height }

// What is said of a picture that cannot be taken.
const (
	noPicture  = "The %s must be a PNG, JPEG, WebP or GIF picture. An SVG can carry scripts and hidden text: export it as PNG."
	manyPixels = "The %s has too many pixels to be read safely. Make it smaller, %s pixels wide at most."
	manyBytes  = "The %s has %d KB when drawn anew. Make it smaller than %d KB%s."
)

// drawing lets one picture be drawn at a time: unpacked, each may fill a good part
// of the memory.
var drawing sync.Mutex

// DrawPicture draws an uploaded picture anew, so that nothing of the file but
// what can be seen goes on: no metadata, no place, no text, nothing behind its
// end. Large ones are made smaller. The result is a PNG, or a JPEG where body was
// one. The complaint is empty, or a sentence about the noun ("logo") that says why
// body cannot be taken.
func DrawPicture(body []byte, noun string, size PictureSize) (p Picture, complaint string) {
	drawing.Lock()
	defer drawing.Unlock()
	config, format, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return p, fmt.Sprintf(noPicture, noun)
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > size.MostPixels/config.Height {
		return p, fmt.Sprintf(manyPixels, noun, grouped(size.Widest))
	}
	seen, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return p, fmt.Sprintf(noPicture, noun)
	}
	if p, err = size.draw(seen, format, orientation(body)); err != nil {
		return Picture{}, fmt.Sprintf(noPicture, noun)
	}
	if n := len(p.body); n > size.MostBytes {
		why := ""
		if p.mediaType == "image/png" {
			why = ", or save it as a JPEG"
		}
		return Picture{}, fmt.Sprintf(manyBytes, noun, n>>10, size.MostBytes>>10, why)
	}
	return p, ""
}

// draw writes what is seen as a picture of our own.
func (z PictureSize) draw(seen image.Image, format string, orientation uint16) (p Picture, err error) {
	var out bytes.Buffer
	var drawn image.Image
	if p.mediaType = "image/png"; format == "jpeg" {
		p.mediaType, drawn = "image/jpeg", z.fitted(upright(seen, orientation))
		err = jpeg.Encode(&out, drawn, &jpeg.Options{Quality: jpegQuality})
	} else {
		drawn = z.fitted(seen)
		err = (&png.Encoder{CompressionLevel: z.effort()}).Encode(&out, drawn)
	}
	if err == nil {
		p.body, p.width, p.height = out.Bytes(), drawn.Bounds().Dx(), drawn.Bounds().Dy()
	}
	return p, err
}

// effort is how hard a PNG is packed: a large one would keep somebody waiting.
func (z PictureSize) effort() png.CompressionLevel {
	if z.Widest > 1024 {
		return png.DefaultCompression
	}
	return png.BestCompression
}

// grouped is a number with its thousands apart.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// mostSharp bounds the memory for making a picture smaller: width of the smaller
// one times height of the larger one, in pixels.
const mostSharp = 2_000_000

// fitted is a copy of p, no larger than a kept picture may be.
func (z PictureSize) fitted(p image.Image) image.Image {
	size := p.Bounds().Size()
	scale := min(1, float64(z.Widest)/float64(size.X), float64(z.Highest)/float64(size.Y))
	to := image.Rect(0, 0, max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale)))
	drawn := image.NewNRGBA(to)
	if scale == 1 {
		draw.Draw(drawn, to, p, p.Bounds().Min, draw.Src)
		return drawn
	}
	var kernel draw.Scaler = draw.CatmullRom
	if to.Dx()*size.Y > mostSharp { // the sharper way would hold 32 bytes for each of these
		kernel = draw.ApproxBiLinear
	}
	kernel.Scale(drawn, to, p, p.Bounds(), draw.Src, nil)
	return drawn
}

// upright turns p the way the camera held it: the note that says so is not kept.
// The orientations are those of Exif 2.32, tag 0x0112.
func upright(p image.Image, orientation uint16) image.Image {
	if orientation < 2 || orientation > 8 {
		return p
	}
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	to := image.Rect(0, 0, w, h)
	if orientation > 4 {
		to = image.Rect(0, 0, h, w)
	}
	turned := image.NewNRGBA(to)
	for y := range h {
		for x := range w {
			at := place(orientation, x, y, w-1, h-1)
			turned.Set(at.X, at.Y, p.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return turned
}

// place is where the point x, y goes; right and low are the last column and row.
func place(orientation uint16, x, y, right, low int) image.Point {
	switch orientation {
	case 2:
		return image.Pt(right-x, y)
	case 3:
		return image.Pt(right-x, low-y)
	case 4:
		return image.Pt(x, low-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(low-y, x)
	case 7:
		return image.Pt(low-y, right-x)
	}
	return image.Pt(y, right-x)
}

// orientation reads the one field of a JPEG's Exif part that changes what is
// seen; 0 without one.
func orientation(jpeg []byte) uint16 {
	tiff := exif(jpeg)
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	fields := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(fields) < 12 {
			return 0
		}
		if order.Uint16(fields) == 0x0112 {
			return order.Uint16(fields[8:])
		}
		fields = fields[12:]
	}
	return 0
}

// exif returns the TIFF structure in a JPEG's APP1 segment, nothing without one.
func exif(jpeg []byte) []byte {
	const mark = "Exif\x00\x00"
	for at := 2; at+4 <= len(jpeg) && jpeg[at] == 0xff; {
		size := int(binary.BigEndian.Uint16(jpeg[at+2:]))
		end := at + 2 + size
		if size < 2 || end > len(jpeg) || jpeg[at+1] == 0xda {
			return nil
		}
		part := jpeg[at+4 : end]
		if jpeg[at+1] == 0xe1 && bytes.HasPrefix(part, []byte(mark)) {
			return part[len(mark):]
		}
		at = end
	}
	return nil
}
