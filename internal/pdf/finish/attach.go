package finish

import (
	"crypto/md5"

	"hria/internal/pdf/cos"
)

// Attachment is a file in the file.
type Attachment struct {
	Name        string
	Type        string // as "application/json"
	Description string
	Data        []byte
}

// archivePart is the part of PDF/A that the file belongs to. Only the third
// one allows files of any kind in the file.
func archivePart(in Input) string {
	if len(in.Attached) > 0 {
		return "3"
	}
	return "2"
}

// attach puts the attached files into the catalog: as files of the document,
// which tells what they are to it, and into the list that viewers show. They
// are the source that the document was made of.
func (f *file) attach(catalog cos.Dict, in Input) {
	if len(in.Attached) == 0 {
		return
	}
	names, associated := cos.Array{}, cos.Array{}
	for _, a := range in.Attached {
		// An MD5 sum is what the format asks for; nothing trusts it.
		sum := md5.Sum(a.Data)
		params := cos.Dict{"Size": len(a.Data), "CheckSum": cos.String(sum[:])}
		if !in.Meta.Date.IsZero() {
			params["ModDate"] = pdfDate(in.Meta.Date)
		}
		data := f.add(deflated(cos.Dict{"Type": cos.Name("EmbeddedFile"), "Subtype": cos.Name(a.Type), "Params": params}, a.Data))
		ref := f.add(cos.Dict{
			"Type": cos.Name("Filespec"), "F": text(a.Name), "UF": text(a.Name), "Desc": text(a.Description),
			"AFRelationship": cos.Name("Source"), "EF": cos.Dict{"F": data, "UF": data},
		})
		names = append(names, text(a.Name), ref)
		associated = append(associated, ref)
	}
	catalog["AF"] = associated
	all, _ := catalog["Names"].(cos.Dict)
	if all == nil {
		all = cos.Dict{}
		catalog["Names"] = all
	}
	all["EmbeddedFiles"] = cos.Dict{"Names": names}
}
