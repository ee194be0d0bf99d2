package schema

// Vocabulary returns the fields of a site's own vocabulary files, whose terms
// stand beside the built-in ones. What a term must have is the business of
// package vocab.
func Vocabulary() []Field { return vocabulary }

var ownNames = []Field{
	{Key: "id", Doc: "id that begins with x-, for ever"},
	{Key: "name", Doc: "name, where a language has none of its own"},
	{Key: "names", Type: Map, Format: Language, Doc: "name in each language, as fr = \"…\""},
}

var vocabulary = []Field{
	{Key: "technology", Type: Tables, Doc: "a technology of the site's own", Fields: append(ownNames[:3:3],
		Field{Key: "family", Doc: "family that it is listed under, one of ours"},
		Field{Key: "note", Doc: "a remark"},
		Field{Key: "basis", Doc: "why it is on the list"},
	)},
	{Key: "group", Type: Tables, Doc: "a group of rights-holders of the site's own", Fields: append(ownNames[:3:3],
		Field{Key: "class", Doc: "class that it is listed under, one of ours"},
		Field{Key: "note", Doc: "a remark"},
	)},
	{Key: "framework", Type: Tables, Doc: "a framework of the site's own", Fields: append(ownNames[:3:3],
		Field{Key: "reference", Doc: "where it is laid down"},
		Field{Key: "note", Doc: "a remark"},
		Field{Key: "elements", Type: Tables, Doc: "what it asks for, in order", Fields: []Field{
			{Key: "id", Doc: "short id, such as an article"},
			{Key: "title", Doc: "what is asked for, where a language has no title of its own"},
			{Key: "titles", Type: Map, Format: Language, Doc: "title in each language"},
			{Key: "required", Type: Bool, Doc: "whether a document that claims the framework must address it"},
			{Key: "all", List: true, Doc: "paths to fields that must all hold"},
			{Key: "any", List: true, Doc: "paths to fields of which one must hold"},
		}},
	)},
}
