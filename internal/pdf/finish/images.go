package finish

import (
	"strconv"

	"hria/internal/pdf/cos"
)

// Image is a picture as it is stored: opaque pixels and nothing else.
type Image struct {
	Width, Height int
	JPEG          bool   // Data is a JPEG file; else rows of samples, three a pixel
	Palette       []byte // set: one sample a pixel, the number of one of these colours
	Data          []byte
}

// images embeds pictures and returns the resource dictionary.
func (f *file) images(list []Image) cos.Dict {
	out := cos.Dict{}
	for i, m := range list {
		d := cos.Dict{
			"Type": cos.Name("XObject"), "Subtype": cos.Name("Image"), "Width": m.Width, "Height": m.Height,
			"BitsPerComponent": 8, "ColorSpace": cos.Name("DeviceRGB"),
		}
		if m.Palette != nil {
			d["ColorSpace"] = cos.Array{cos.Name("Indexed"), cos.Name("DeviceRGB"), len(m.Palette)/3 - 1, cos.String(m.Palette)}
		}
		s := &cos.Stream{Dict: d, Data: m.Data}
		if m.JPEG {
			d["Filter"] = cos.Name("DCTDecode")
		} else {
			s = deflated(d, m.Data)
		}
		out[cos.Name("I"+strconv.Itoa(i+1))] = f.add(s)
	}
	return out
}
