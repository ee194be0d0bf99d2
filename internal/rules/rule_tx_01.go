package rules

// tx01: every link of the text leads to a file, heading or record of the site.
var tx01 = Rule{ID: "TX-01", Joined: reportBroken}
