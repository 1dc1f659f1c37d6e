package redact

import "strings"

// Names with numbers that everybody uses who rents a machine, builds an image or reads a log.

// sizeWords say how large a machine is that one rents.
var sizeWords = wordSet("standard highmem highcpu micro small medium large xlarge metal ultramem megamem highgpu")

// buildSystems begin the names of machines that build programs for everybody.
var buildSystems = wordSet("linux macos windows ubuntu debian android ios")

// publicSize reports whether a name is a size of machine or a zone of a cloud: e2-standard-16,
// linux-x64-16core, macos-14-xlarge, eun1-az2.
func publicSize(s string) bool {
	parts := strings.Split(strings.ToLower(s), "-")
	if len(parts) < 2 || len(parts) > 4 {
		return false
	}
	last := parts[len(parts)-1]
	if len(parts) == 2 && len(last) == 3 && last[:2] == "az" && last[2] >= '1' && last[2] <= '6' {
		head := parts[0]
		return len(head) > 3 && len(head) < 6 && classes[head[len(head)-1]]&digit != 0 && all(head[:len(head)-1], lower)
	}
	if buildSystems[parts[0]] {
		cores := strings.TrimSuffix(strings.TrimSuffix(last, "s"), "core")
		return len(parts) > 2 && (sizeWords[last] || cores != last && all(cores, digit) && cores != "")
	}
	return len(parts) == 3 && sizeWords[parts[1]] && all(last, digit) && len(last) < 4 && len(parts[0]) < 4 && bits(parts[0])&digit != 0
}

// imageBases end the tags of images that everybody builds on.
var imageBases = wordSet("bookworm bullseye buster trixie alpine slim jammy focal noble windowsservercore nanoserver jdk jre fpm apache perl")

// imageTag reports whether a name is the tag of such an image: 20-bookworm, 3.12-slim.
func imageTag(s string) bool {
	version, base, ok := strings.Cut(s, "-")
	base, _, _ = strings.Cut(base, "-")
	return ok && strings.Trim(version, "0123456789.") == "" && version != "" && imageBases[strings.TrimRight(base, "0123456789.")]
}

// threadName reports whether a name is that of a thread of a program: pool-3-thread-1.
func threadName(s string) bool {
	for _, mid := range []string{"-thread-", "-exec-", "pool-1-worker-", "-scheduling-"} {
		if head, tail, ok := strings.Cut(s, mid); ok && head != "" && all(tail, digit) && tail != "" && (mid != "-exec-" || strings.HasPrefix(head, "http-") || strings.HasPrefix(head, "https-") || strings.HasPrefix(head, "nio-") || strings.HasPrefix(head, "ajp-")) {
			return true
		}
	}
	return false
}

// oneOf is the size of the characters in brackets at an offset of which a file's name has one:
// 2026-08-0[45].gz; or 0.
func oneOf(t string, at int) int {
	n := strings.IndexByte(t[at:min(len(t), at+12)], ']')
	if n < 2 || bits(t[at+1:at+n])&^(lower|upper|digit|dash) != 0 || !wordByte(t, at-1) || byteAt(t, at+n+1) != '.' && byteAt(t, at+n+1) != '*' && byteAt(t, at+n+1) != '/' {
		return 0
	}
	return n + 1
}

// programUsers are numbers of users under which programs run in containers.
var programUsers = wordSet("100 101 999 1000 1001 10001 65532 65533 65534 65535")

// pictureEndings end names of pictures and films, and pictureWords begin those that show something.
var (
	pictureEndings = wordSet("png jpg jpeg gif svg webp avif bmp tiff mp4 webm mov pdf")
	pictureWords   = wordSet("graph graphs chart charts plot plots diagram figure fig image img photo picture pic screenshot screen map timeline calls errors latency requests traffic icon logo banner slide page poster video clip dashboard")
)

// pictureOf reports whether a name is that of a picture of something, counted or dated:
// graph-1305.png.
func pictureOf(name, ending string) bool {
	head, tail, ok := strings.Cut(name, "-")
	if word, number, more := strings.Cut(tail, "-"); more && pictureWords[head] && ordinary(word) && !machineWords[word] && !insideWords[word] && !thingWords[word] {
		tail = number // logo-blue-14.png
	}
	return ok && pictureEndings[ending] && (pictureWords[head] || len(head) > 2 && ordinary(head) && !machineWords[head]) && strings.Trim(tail, "0123456789-") == ""
}

// algorithmParts are what names of public algorithms and of links of networks are made of.
var algorithmParts = strings.Fields("rsaes rsassa pkcs ecdsap ecdsa eddsa ecdhe ecdh dhe dsa mlkem mldsa slhdsa kyber dilithium falcon frodo ntru xchacha chacha poly aes gcm ccm cbc ctr xts hmac kmac shake sha blake argon scrypt pbkdf secp sect brainpool curve ed x p k r v nsec cert with mgf oaep pss kw gbase mbase base basesr baselr baset tx fx sx lx zx bx lr er sr zr fr dr cr kr vr t g m plus dom")

// publicAlgorithm reports whether a token is the name of an algorithm or of a sort of link:
// ECDSAP256SHA256, X25519MLKEM768, 100GBASE-LR4.
func publicAlgorithm(low string) bool {
	named, single := false, 0
	for run := range strings.FieldsFuncSeq(low, func(r rune) bool { return r < 'a' || r > 'z' }) {
		for run != "" {
			part := ""
			for _, p := range algorithmParts {
				if len(p) > len(part) && strings.HasPrefix(run, p) {
					part = p
				}
			}
			if part == "" {
				return false
			}
			named = named || len(part) > 2 && part != "dom" && part != "with"
			single += btoi(len(part) == 1)
			run = run[len(part):]
		}
	}
	return named && single < 3
}

// regionName reports whether s is a region of a public cloud.
func regionName(s string) bool {
	if publicSize(s) {
		return true
	}
	parts := strings.Split(strings.ReplaceAll(strings.TrimRight(s, "abcdef"), "_", "-"), "-")
	if len(parts) < 2 || len(parts) > 4 || !regionHeads[parts[0]] {
		return false
	}
	last := strings.TrimRight(parts[len(parts)-1], "0123456789")
	for _, p := range parts[1 : len(parts)-1] {
		if !regionParts[p] {
			return false
		}
	}
	return last == "" || regionParts[last]
}
