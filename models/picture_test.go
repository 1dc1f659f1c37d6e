package models

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
)

// halves is a picture whose left half is red and whose right half is blue.
func halves(w, h int) *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{0xff, 0, 0, 0xff}
			if x >= w/2 {
				c = color.NRGBA{0, 0, 0xff, 0xff}
			}
			p.SetNRGBA(x, y, c)
		}
	}
	return p
}

func encoded(t *testing.T, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withText puts a tEXt chunk behind the header of a PNG, and bytes behind its end.
func withText(file []byte, text, behind string) []byte {
	const header = 8 + 25
	chunk := append([]byte("tEXt"), "Comment\x00"+text...)
	sized := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	sized = binary.BigEndian.AppendUint32(append(sized, chunk...), crc32.ChecksumIEEE(chunk))
	return append(append(append(bytes.Clone(file[:header]), sized...), file[header:]...), behind...)
}

// withExif puts an Exif part with an orientation and a text behind the start of a
// JPEG, and bytes behind its end.
func withExif(file []byte, orientation byte, text, behind string) []byte {
	part := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00" +
		"\x01\x0e\x00\x02\x00\x00\x00\x09\x00\x00\x00\x26" + "\x00\x00\x00\x00" + text
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(part)+2))...)
	return append(append(append(head, part...), file[2:]...), behind...)
}

func TestAPictureKeepsOnlyWhatIsSeen(t *testing.T) {
	t.Parallel()
	const secret, behind = "web-prod-3 lies in rack 4", "PK\x03\x04 dana@northpole.example"
	asPNG := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, halves(40, 20)) })
	asJPEG := encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, halves(40, 20), nil) })
	asGIF := encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, halves(40, 20), nil) })
	for _, tc := range []struct {
		name, mime string
		file       []byte
	}{
		{"a PNG with a text chunk and a payload", "image/png", withText(asPNG, secret, behind)},
		{"a JPEG with Exif and a payload", "image/jpeg", withExif(asJPEG, 1, secret, behind)},
		{"a GIF with a payload", "image/png", append(asGIF, behind...)},
	} {
		if !bytes.Contains(tc.file, []byte(behind)) {
			t.Fatalf("%s: the trial is none", tc.name)
		}
		drawn, complaint := DrawPicture(tc.file, "logo", LogoSize)
		clean, mime := drawn.Body(), drawn.MediaType()
		if complaint != "" || mime != tc.mime {
			t.Errorf("%s: %q, %s", tc.name, mime, complaint)
			continue
		}
		for _, hidden := range []string{secret, behind, "Exif", "tEXt"} {
			if bytes.Contains(clean, []byte(hidden)) {
				t.Errorf("%s: %q is still in it", tc.name, hidden)
			}
		}
		seen, _, err := image.Decode(bytes.NewReader(clean))
		if err != nil || seen.Bounds().Size() != image.Pt(40, 20) {
			t.Fatalf("%s: %v", tc.name, err)
		}
		if !reddish(seen.At(5, 10)) || reddish(seen.At(35, 10)) {
			t.Errorf("%s looks different", tc.name)
		}
	}
}

func reddish(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return r > 3*b
}

func TestAPictureIsTurnedAsTheCameraSaid(t *testing.T) {
	t.Parallel()
	file := encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, halves(40, 20), &jpeg.Options{Quality: 100}) })
	for orientation, red := range map[byte]image.Point{1: {5, 10}, 2: {35, 10}, 3: {35, 10}, 4: {5, 10}, 5: {10, 5}, 6: {10, 5}, 7: {10, 35}, 8: {10, 35}} {
		drawn, complaint := DrawPicture(withExif(file, orientation, "", ""), "logo", LogoSize)
		if complaint != "" {
			t.Fatal(complaint)
		}
		seen, _, err := image.Decode(bytes.NewReader(drawn.Body()))
		if err != nil {
			t.Fatal(err)
		}
		if size := seen.Bounds().Size(); (size.X > size.Y) != (orientation < 5) || !reddish(seen.At(red.X, red.Y)) {
			t.Errorf("orientation %d: %v, and red is not at %v", orientation, size, red)
		}
	}
}

func TestALargePictureIsMadeSmaller(t *testing.T) {
	t.Parallel()
	file := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, halves(4096, 400)) })
	for sort, size := range map[PictureSize]image.Point{LogoSize: {1024, 100}, GraphSize: {2560, 250}} {
		drawn, complaint := DrawPicture(file, "graph", sort)
		if complaint != "" {
			t.Fatal(complaint)
		}
		w, h := drawn.Size()
		if c, _ := png.DecodeConfig(bytes.NewReader(drawn.Body())); c.Width != size.X || c.Height != size.Y || w != size.X || h != size.Y {
			t.Errorf("%d × %d, told as %d × %d, want %v", c.Width, c.Height, w, h, size)
		}
	}
}

func TestNoPictureIsRefused(t *testing.T) {
	t.Parallel()
	bomb := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, image.NewGray(image.Rect(0, 0, 1, 1))) })
	binary.BigEndian.PutUint32(bomb[16:], 1<<20)
	binary.BigEndian.PutUint32(bomb[20:], 1<<20)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	noisy := image.NewNRGBA(image.Rect(0, 0, 400, 400))
	rand.NewChaCha8([32]byte{}).Read(noisy.Pix)
	noise := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, noisy) })
	half := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, halves(40, 20)) })
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"an SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "The logo must be a PNG, JPEG, WebP or GIF picture. An SVG can carry scripts and hidden text: export it as PNG."},
		{"a text", []byte("hello"), "The logo must be"},
		{"half a PNG", half[:len(half)/2], "The logo must be"},
		{"a bomb", bomb, "Make it smaller, 1,024 pixels wide at most."},
		{"a picture that takes too many bytes", noise, "KB when drawn anew. Make it smaller than 256 KB, or save it as a JPEG."},
	} {
		if drawn, complaint := DrawPicture(tc.file, "logo", LogoSize); !strings.Contains(complaint, tc.want) || drawn.Body() != nil {
			t.Errorf("%s: %q, want %q, and %d bytes", tc.name, complaint, tc.want, len(drawn.Body()))
		}
	}
}
