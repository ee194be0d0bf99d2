package picture

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// part is a named piece of a picture's file: a chunk, or the segment of a marker.
type part struct {
	name string
	data []byte
}

// parts gives the pieces of a picture's file up to the pixels, for WebP all of
// them. What is cut off or broken ends it.
func parts(f *format, b []byte) iter.Seq[part] {
	switch f.name {
	case "JPEG":
		return segments(b)
	case "PNG":
		// As far as Look reads, so that both see the same.
		return chunks(b[8:min(len(b), headBytes)], binary.BigEndian, 4, 4, 0, "IDAT")
	case "WebP":
		return chunks(b[12:], binary.LittleEndian, 0, 0, 1, "")
	}
	return func(func(part) bool) {}
}

// chunks reads the chunks of PNG (length, name, data, sum) and of RIFF (name,
// length, data, made even), up to the one called last.
func chunks(b []byte, order binary.ByteOrder, name, sum, even int, last string) iter.Seq[part] {
	return func(yield func(part) bool) {
		for len(b) >= 8 {
			p := part{name: string(b[name : name+4])}
			length := int64(order.Uint32(b[4-name:]))
			if p.name == last || length > int64(len(b)-8) {
				return
			}
			if p.data = b[8 : 8+length]; !yield(p) {
				return
			}
			b = b[min(len(b), 8+int(length)+sum+int(length)&even):]
		}
	}
}

// segments reads the segments of a JPEG before its size. What stands behind it
// is not needed, and Look may not have read it.
func segments(b []byte) iter.Seq[part] {
	return func(yield func(part) bool) {
		for b = b[2:]; len(b) >= 4 && b[0] == 0xff; {
			switch m := b[1]; {
			case m == 0xff: // filling
				b = b[1:]
				continue
			case m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc, m == 0xda:
				return
			}
			length := int(binary.BigEndian.Uint16(b[2:]))
			if length < 2 || length+2 > len(b) || !yield(part{string(b[1:2]), b[4 : 2+length]}) {
				return
			}
			b = b[2+length:]
		}
	}
}

// scans counts the passes in which a JPEG is drawn.
func scans(b []byte) int {
	n, b := 0, b[2:]
	for len(b) >= 4 {
		i := bytes.IndexByte(b, 0xff)
		if i < 0 || i+4 > len(b) {
			return n
		}
		b = b[i:]
		switch m := b[1]; {
		case m == 0 || m >= 0xd0 && m <= 0xd9 || m == 0xff || m == 1:
			b = b[1:] // part of the pixels, or without data
			continue
		case m == 0xda:
			n++
		}
		b = b[min(len(b), 2+int(binary.BigEndian.Uint16(b[2:]))):]
	}
	return n
}

// qualityOf guesses the quality that a JPEG was made with from its first table
// of quantities, as a share of the one that the standard suggests.
func qualityOf(b []byte) int {
	const suggested = 3688 // the sum of table K.1 of the standard
	for p := range segments(b) {
		if p.name != "\xdb" || len(p.data) < 65 || p.data[0]>>4 != 0 {
			continue
		}
		sum := 0
		for _, q := range p.data[1:65] {
			sum += int(q)
		}
		if share := 100 * sum / suggested; share > 100 {
			return 5000 / share
		} else {
			return (200 - share) / 2
		}
	}
	return bestQuality
}

// orientation is the way the camera was held, 1 to 8; 1 is upright.
func orientation(f *format, b []byte) int {
	for p := range parts(f, b) {
		if p.name == "\xe1" || p.name == "eXIf" || p.name == "EXIF" {
			if data, found := bytes.CutPrefix(p.data, []byte("Exif\x00\x00")); found || p.name != "\xe1" {
				return exifOrientation(data)
			}
		}
	}
	return 1
}

// exifOrientation reads tag 0x112 of the first directory.
func exifOrientation(b []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(b, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(b) < 8 || order.Uint16(b[2:]) != 42 {
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	b, n := b[at+2:], int(order.Uint16(b[at:]))
	for ; n > 0 && len(b) >= 12; n, b = n-1, b[12:] {
		if order.Uint16(b) == 0x112 && order.Uint16(b[2:]) == 3 {
			if o := int(order.Uint16(b[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}
