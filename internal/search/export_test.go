package search

// Node lets tests outside of the package, which build whole sites, ask the
// script.
var Node = node
