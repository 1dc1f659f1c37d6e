package models

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/gif" // the first frame
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

const (
	mostPixels  = 8_000_000 // of an uploaded picture: more is a bomb
	widest      = 1024      // of a picture as it is kept, in pixels
	highest     = 512
	jpegQuality = 90
)

// What is said of a picture that cannot be taken.
const (
	noPicture  = "The logo must be a PNG, JPEG, WebP or GIF picture. An SVG can carry scripts and hidden text: export it as PNG."
	manyPixels = "The logo has too many pixels to be read safely. Make it smaller, 1,024 pixels wide at most."
)

// cleanPicture draws an uploaded picture anew, so that nothing of the file but
// what can be seen goes on: no metadata, no place, no text, nothing behind its
// end. Large ones are made smaller. The result is a PNG, or a JPEG where body was
// one. The complaint is empty, or a sentence that says why body cannot be taken.
func cleanPicture(body []byte) (clean []byte, mime, complaint string) {
	config, format, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return nil, "", noPicture
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > mostPixels/config.Height {
		return nil, "", manyPixels
	}
	seen, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, "", noPicture
	}
	var out bytes.Buffer
	if mime = "image/png"; format == "jpeg" {
		mime = "image/jpeg"
		err = jpeg.Encode(&out, fitted(upright(seen, orientation(body))), &jpeg.Options{Quality: jpegQuality})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fitted(seen))
	}
	if err != nil {
		return nil, "", noPicture
	}
	return out.Bytes(), mime, ""
}

// fitted is a copy of p, no larger than a kept picture may be.
func fitted(p image.Image) image.Image {
	size := p.Bounds().Size()
	scale := min(1, float64(widest)/float64(size.X), float64(highest)/float64(size.Y))
	to := image.Rect(0, 0, max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale)))
	drawn := image.NewNRGBA(to)
	if scale == 1 {
		draw.Draw(drawn, to, p, p.Bounds().Min, draw.Src)
		return drawn
	}
	draw.CatmullRom.Scale(drawn, to, p, p.Bounds(), draw.Src, nil)
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
