package main

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

const (
	hiddenText = "taken in rack 4 of web-prod-3"
	hiddenFile = "PK\x03\x04 staff.csv dana@northpole.example"
)

// ladenPNG is a picture with a text chunk, and a file behind its end.
func ladenPNG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 30))); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 25
	chunk := []byte("tEXtComment\x00" + hiddenText)
	sized := append(binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4)), chunk...)
	sized = binary.BigEndian.AppendUint32(sized, crc32.ChecksumIEEE(chunk))
	return bytes.Join([][]byte{b.Bytes()[:header], sized, b.Bytes()[header:], []byte(hiddenFile)}, nil)
}

// ladenJPEG is a picture with an Exif part, and a file behind its end.
func ladenJPEG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 30)), nil); err != nil {
		t.Fatal(err)
	}
	part := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02\x00\x00\x00\x1e\x00\x00\x00\x1a\x00\x00\x00\x00" + hiddenText
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(part)+2))...)
	return bytes.Join([][]byte{head, []byte(part), b.Bytes()[2:], []byte(hiddenFile)}, nil)
}

var logoPath = regexp.MustCompile(`/assets/logo\.[0-9a-z]+\.(?:png|jpg)`)

// TestAPublishedPictureCarriesNothingElse uploads pictures that carry more than
// can be seen, and reads them as a visitor.
func TestAPublishedPictureCarriesNothingElse(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	s.user("jonas@northpole.example", "Jonas Feldt", "admin")
	seat := s.console(t, "jonas@northpole.example", "admin")
	for name, file := range map[string][]byte{"our rack 4.png": ladenPNG(t), "dana.jpg": ladenJPEG(t)} {
		if !bytes.Contains(file, []byte(hiddenText)) || !bytes.Contains(file, []byte(hiddenFile)) {
			t.Fatalf("%s carries nothing to lose", name)
		}
		seat.open("/settings")
		seat.upload("/settings/logo", name, file).says(t, http.StatusOK, "Saved.")
		_, _, home := s.get("/")
		path := logoPath.FindString(home)
		if path == "" {
			t.Fatalf("%s: the page shows no logo", name)
		}
		status, header, body := s.get(path)
		if _, _, err := image.Decode(strings.NewReader(body)); status != http.StatusOK || err != nil {
			t.Fatalf("%s came out as %d %s: %v", name, status, header.Get("Content-Type"), err)
		}
		for _, hidden := range []string{hiddenText, hiddenFile, "Exif", "tEXt", "rack", "dana"} {
			if strings.Contains(body+path, hidden) {
				t.Errorf("%s: %q is public", name, hidden)
			}
		}
	}
	seat.open("/settings")
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg"><!-- web-prod-3 --><script>alert(1)</script></svg>`)
	seat.upload("/settings/logo", "logo.svg", svg).says(t, http.StatusUnprocessableEntity, "export it as PNG")
}

// upload sends a file through the shown form that goes to action.
func (d *seat) upload(action, name string, file []byte) sheet {
	d.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, values := range d.form(action) {
		for _, v := range values {
			if field != "logo" {
				w.WriteField(field, v)
			}
		}
	}
	w.WriteField("step", "upload")
	part, err := w.CreateFormFile("logo", name)
	if err != nil {
		d.t.Fatal(err)
	}
	part.Write(file)
	w.Close()
	req, err := http.NewRequest(http.MethodPost, d.base+action, &body)
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := d.web.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	d.page = shown(d.t, res, page)
	return d.page
}
