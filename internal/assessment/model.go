// Package assessment is the domain: human-rights impact assessments, guidance
// notes, reviews and responses, with their records, as a typed model whose
// values know their place in the file.
//
// Decode makes an Assessment from a document and always returns one, whatever
// is wrong with the file; what is wrong comes back as findings. Derived values
// (level, band, priority, residual, overdue) are computed here and never
// typed by an author; each names its source. An Assessment does not change
// after Decode: Public gives another one, without what is withheld.
package assessment

import (
	"hria/internal/diag"
	"hria/internal/source"
	"hria/internal/table"
)

// The scalars of the model, each with its place.
type (
	Text   = table.Text
	Int    = table.Int
	Number = table.Number
	Flag   = table.Flag
	Day    = table.Day
)

// Kinds of document.
const (
	KindAssessment = "assessment"
	KindNote       = "guidance-note"
	KindReview     = "review"
	KindResponse   = "response"
)

// Assessment is one document of any kind. A kind leaves the fields empty that
// it does not have.
type Assessment struct {
	Source *source.Document
	Span   diag.Span `key:"."`

	Schema       Text            `key:"schema"`
	Kind         Text            `key:"kind"`
	ID           Text            `key:"id"`
	Title        Text            `key:"title"`
	Version      Text            `key:"version"`
	Status       Text            `key:"status"`
	Publication  Text            `key:"publication"`
	Date         Day             `key:"date"`
	Lang         Text            `key:"lang"`
	Summary      Text            `key:"summary"`
	Translations map[string]Text `key:"translations"`
	Translation  Translation     `key:"translation"`
	Related      []Related       `key:"related"`
	Aliases      []Text          `key:"aliases"`
	Frameworks   []Text          `key:"frameworks"`
	Tags         []Text          `key:"tags"`
	License      Text            `key:"license"`

	Commission   Commission    `key:"commission"`
	Organisation Organisation  `key:"organisation"`
	Deployment   Deployment    `key:"deployment"`
	Context      []Context     `key:"context"`
	Scope        Scope         `key:"scope"`
	Engagements  []Engagement  `key:"engagement"`
	NoEngagement Text          `key:"no_engagement"`
	Rights       []Right       `key:"right"`
	Impacts      []Impact      `key:"impact"`
	Opportunity  []Opportunity `key:"opportunity"`
	Mitigations  []Mitigation  `key:"mitigation"`
	Remedies     []Remedy      `key:"remedy"`
	Sources      []Source      `key:"source"`
	Decision     Decision      `key:"decision"`
	Review       Review        `key:"review"`
	Notification Notification  `key:"notification"`
	Signoffs     []Signoff     `key:"signoff"`
	Withheld     []Withheld    `key:"withheld"`
	Comment      Comment       `key:"comment"`
	Changes      []Change      `key:"change"`
	Waivers      []Waiver      `key:"waiver"`
	Principles   []Principle   `key:"principle"`
	KeyMessages  []KeyMessage  `key:"key_message"`

	// Of guidance notes.
	Audience     []Text     `key:"audience"`
	Technologies []Text     `key:"technologies"`
	Countries    []Text     `key:"countries"`
	NoteRights   []Text     `key:"rights"`
	Holders      []Text     `key:"holders"`
	UNGP         []Int      `key:"ungp"`
	Evidence     []Text     `key:"evidence"`
	BasedOn      []Text     `key:"based_on"`
	Position     Position   `key:"position"`
	Questions    []Question `key:"question"`
	Actions      []Action   `key:"action"`

	// Of reviews and responses.
	Of       Edition   `key:"of"`
	Reviewer Reviewer  `key:"reviewer"`
	Findings []Finding `key:"finding"`
	By       Text      `key:"by"`
	Answers  []Answer  `key:"answer"`
}

// Translation says which document, in which version, this one translates.
type Translation struct {
	Of      Text `key:"of"`
	Version Text `key:"version"`
	Status  Text `key:"status"` // official, unofficial or summary
}

// Related is another document on the same ground.
type Related struct {
	ID    Text `key:"id"`
	Rel   Text `key:"rel"`
	Title Text `key:"title"`
	URL   Text `key:"url"`
}

// Commission discloses who ordered, did and paid for the assessment.
type Commission struct {
	By               Text   `key:"by"`
	ConductedBy      Text   `key:"conducted_by"`
	FundedBy         Text   `key:"funded_by"`
	Independence     Text   `key:"independence"`
	EditorialControl Text   `key:"editorial_control"`
	Positionality    Text   `key:"positionality"`
	Team             []Text `key:"team"`
}

// Organisation is the policy commitment behind the deployment.
type Organisation struct {
	Policy     Text   `key:"policy"`
	Governance Text   `key:"governance"`
	Policies   []Text `key:"policies"`
}

// Deployment is what is deployed, where, by whom and for what.
type Deployment struct {
	Span         diag.Span `key:"."`
	Name         Text      `key:"name"`
	Role         Text      `key:"role"`
	Technologies []Text    `key:"technologies"`
	Purpose      Text      `key:"purpose"`
	Process      Text      `key:"process"`
	Deployer     struct {
		Name Text `key:"name"`
		Type Text `key:"type"`
	} `key:"deployer"`
	Vendors []struct {
		Name     Text `key:"name"`
		Provides Text `key:"provides"`
	} `key:"vendors"`
	Countries  []Text `key:"countries"`
	Sector     Text   `key:"sector"`
	Lifecycle  Text   `key:"lifecycle"`
	Start      Day    `key:"start"`
	End        Day    `key:"end"`
	Frequency  Text   `key:"frequency"`
	People     Int    `key:"people"`
	Automation Text   `key:"automation"`
	Oversight  Text   `key:"oversight"`
	Data       []Text `key:"data"`
	LegalBasis Text   `key:"legal_basis"`
	Governance Text   `key:"governance"`
	Changed    Day    `key:"changed"`
}

// Context is what is known of a country, with dates.
type Context struct {
	Span       diag.Span `key:"."`
	Country    Text      `key:"country"`
	CivicSpace struct {
		Rating Text `key:"rating"`
		AsOf   Day  `key:"as_of"`
	} `key:"civic_space"`
	NetFreedom struct {
		Status  Text `key:"status"`
		Score   Int  `key:"score"`
		Edition Int  `key:"edition"`
	} `key:"net_freedom"`
	ConflictAffected Flag   `key:"conflict_affected"`
	Law              []Text `key:"law"`
	Incidents        []Text `key:"incidents"`
}

// Scope is what was assessed and how.
type Scope struct {
	Level       Text   `key:"level"`
	Timing      Text   `key:"timing"`
	Phase       Text   `key:"phase"`
	Method      Text   `key:"method"`
	Limitations Text   `key:"limitations"`
	OutOfScope  []Text `key:"out_of_scope"`
	Standards   []Text `key:"standards"`
	Period      Text   `key:"period"`
}

// Engagement is a consultation (UN Guiding Principle 18).
type Engagement struct {
	Span         diag.Span `key:"."`
	ID           Text      `key:"id"`
	With         Text      `key:"with"`
	Groups       []Text    `key:"groups"`
	Method       Text      `key:"method"`
	Depth        Text      `key:"depth"`
	Date         Day       `key:"date"`
	Participants Int       `key:"participants"`
	Phase        Text      `key:"phase"`
	Languages    []Text    `key:"languages"`
	Safeguards   Text      `key:"safeguards"`
	Influence    Text      `key:"influence"`
	Feedback     Flag      `key:"feedback"`
	Compensation Text      `key:"compensation"`
	UNGP         []Int     `key:"ungp"`
	Sensitivity  Text      `key:"sensitivity"`
}

// Right is what was found on one right of the catalogue.
type Right struct {
	ID        Text `key:"id"`
	Relevance Text `key:"relevance"`
	Reason    Text `key:"reason"`
	Salient   Flag `key:"salient"`
}

// Severity has the three components of UN Guiding Principle 14, 1 to 4 each;
// a component that was not rated is not Set.
type Severity struct {
	Span            diag.Span `key:"."`
	Scale           Int       `key:"scale"`
	Scope           Int       `key:"scope"`
	Irremediability Int       `key:"irremediability"`
}

// Residual is the severity and likelihood expected after the measures.
type Residual struct {
	Span            diag.Span `key:"."`
	Scale           Int       `key:"scale"`
	Scope           Int       `key:"scope"`
	Irremediability Int       `key:"irremediability"`
	Likelihood      Int       `key:"likelihood"`
}

// Impact is an actual or potential adverse impact on human rights.
type Impact struct {
	Span        diag.Span `key:"."`
	ID          Text      `key:"id"`
	Title       Text      `key:"title"`
	Rights      []Text    `key:"rights"`
	Holders     []Text    `key:"holders"`
	Nature      Text      `key:"nature"`
	Severity    Severity  `key:"severity"`
	Level       Int       `key:"level"` // as declared
	LevelReason Text      `key:"level_reason"`
	Likelihood  Int       `key:"likelihood"`
	People      Int       `key:"people"`
	Involvement Text      `key:"involvement"`
	By          Text      `key:"by"`
	Leverage    struct {
		Level Text `key:"level"`
		How   Text `key:"how"`
	} `key:"leverage"`
	Evidence   []Text `key:"evidence"`
	Confidence Text   `key:"confidence"`
	Limitation struct {
		Span            diag.Span `key:"."`
		Legality        Text      `key:"legality"`
		LegitimateAim   Text      `key:"legitimate-aim"`
		Necessity       Text      `key:"necessity"`
		Proportionality Text      `key:"proportionality"`
	} `key:"limitation_test"`
	Residual       Residual `key:"residual"`
	Priority       Int      `key:"priority"` // as declared
	Factors        []Text   `key:"factors"`
	DSA            []Text   `key:"dsa"`
	CumulativeWith []Text   `key:"cumulative_with"`
	UNGP           []Int    `key:"ungp"`
	Sensitivity    Text     `key:"sensitivity"`
}

// Opportunity is a benefit. It is never rated.
type Opportunity struct {
	Span     diag.Span `key:"."`
	ID       Text      `key:"id"`
	Title    Text      `key:"title"`
	Rights   []Text    `key:"rights"`
	Holders  []Text    `key:"holders"`
	Evidence []Text    `key:"evidence"`
}

// Mitigation is a measure that answers impacts.
type Mitigation struct {
	Span       diag.Span `key:"."`
	ID         Text      `key:"id"`
	Title      Text      `key:"title"`
	Impacts    []Text    `key:"impacts"`
	Type       Text      `key:"type"`
	RemedyForm Text      `key:"remedy_form"`
	Origin     Text      `key:"origin"`
	Response   Text      `key:"response"`
	Owner      Text      `key:"owner"`
	Partners   []Text    `key:"partners"`
	Start      Day       `key:"start"`
	Due        Day       `key:"due"`
	Done       Day       `key:"done"`
	Status     Text      `key:"status"`
	Indicator  struct {
		Name     Text   `key:"name"`
		Baseline Number `key:"baseline"`
		Target   Number `key:"target"`
		Value    Number `key:"value"`
		Measured Day    `key:"measured"`
	} `key:"indicator"`
	Effectiveness Text   `key:"effectiveness"`
	DesignedWith  []Text `key:"designed_with"`
	Cost          Text   `key:"cost"`
	Evidence      []Text `key:"evidence"`
	UNGP          []Int  `key:"ungp"`
}

// Remedy is a grievance mechanism, rated on the eight criteria of UN Guiding
// Principle 31.
type Remedy struct {
	Span           diag.Span       `key:"."`
	ID             Text            `key:"id"`
	Name           Text            `key:"name"`
	Mechanism      Text            `key:"mechanism"`
	Contact        Text            `key:"contact"`
	OpenTo         []Text          `key:"open_to"`
	Languages      []Text          `key:"languages"`
	Anonymous      Flag            `key:"anonymous"`
	NonRetaliation Flag            `key:"non_retaliation"`
	Waiver         Flag            `key:"waiver"`
	Criteria       map[string]Text `key:"criteria"`
	Cases          struct {
		Received   Int `key:"received"`
		Resolved   Int `key:"resolved"`
		MedianDays Int `key:"median_days"`
	} `key:"cases"`
	UNGP []Int `key:"ungp"`
}

// Source is a source of evidence.
type Source struct {
	Span        diag.Span `key:"."`
	ID          Text      `key:"id"`
	Type        Text      `key:"type"`
	Title       Text      `key:"title"`
	Author      Text      `key:"author"`
	Date        Day       `key:"date"`
	URL         Text      `key:"url"`
	Archived    Text      `key:"archived"`
	Accessed    Day       `key:"accessed"`
	Confidence  Text      `key:"confidence"`
	Sensitivity Text      `key:"sensitivity"`
}

// Decision is what the deployer decided.
type Decision struct {
	Outcome          Text   `key:"outcome"`
	By               Text   `key:"by"`
	Date             Day    `key:"date"`
	Conditions       []Text `key:"conditions"`
	Reasons          Text   `key:"reasons"`
	Dissent          Text   `key:"dissent"`
	AcceptedResidual Text   `key:"accepted_residual"`
}

// Review says when the document is looked at again.
type Review struct {
	Next     Day    `key:"next"`
	Interval Text   `key:"interval"`
	Triggers []Text `key:"triggers"`
	Last     Day    `key:"last"`
}

// Notification is a notice given to an authority.
type Notification struct {
	Authority Text `key:"authority"`
	Date      Day  `key:"date"`
	Reference Text `key:"reference"`
}

// Signoff is a signature.
type Signoff struct {
	Role Text `key:"role"`
	Name Text `key:"name"`
	Date Day  `key:"date"`
	Note Text `key:"note"`
}

// Withheld names what is kept from the public, and why (UN Guiding Principle
// 21 (c)).
type Withheld struct {
	Target Text `key:"target"`
	Reason Text `key:"reason"`
	By     Text `key:"by"`
	Until  Day  `key:"until"`
}

// Comment says how readers can comment or complain.
type Comment struct {
	Open    Flag `key:"open"`
	Until   Day  `key:"until"`
	Contact Text `key:"contact"`
	Policy  Text `key:"policy"`
}

// Change is an entry of the version history.
type Change struct {
	Version Text   `key:"version"`
	Date    Day    `key:"date"`
	Summary Text   `key:"summary"`
	Records []Text `key:"records"`
}

// Waiver waives a rule in the open, until a date.
type Waiver struct {
	Rule   Text `key:"rule"`
	Record Text `key:"record"`
	Reason Text `key:"reason"`
	By     Text `key:"by"`
	Until  Day  `key:"until"`
}

// Principle says how the document meets one of the UN Guiding Principles.
type Principle struct {
	Number  Int  `key:"number"`
	How     Text `key:"how"`
	Section Text `key:"section"`
}

// KeyMessage is a message for a reader in a hurry.
type KeyMessage struct {
	Text     Text   `key:"text"`
	Evidence []Text `key:"evidence"`
	UNGP     []Int  `key:"ungp"`
}

// Position is what a guidance note advises.
type Position struct {
	Outcome Text `key:"outcome"`
	Unless  Text `key:"unless"`
}

// Question is a question that a guidance note tells its readers to ask.
type Question struct {
	Span     diag.Span `key:"."`
	ID       Text      `key:"id"`
	Text     Text      `key:"text"`
	Evidence []Text    `key:"evidence"`
}

// Action is what a guidance note recommends.
type Action struct {
	Span     diag.Span `key:"."`
	ID       Text      `key:"id"`
	By       Text      `key:"by"`
	Text     Text      `key:"text"`
	Evidence []Text    `key:"evidence"`
}

// Edition is one version of a document.
type Edition struct {
	ID      Text `key:"id"`
	Version Text `key:"version"`
}

// Reviewer is who reviewed.
type Reviewer struct {
	Name         Text `key:"name"`
	Independence Text `key:"independence"`
}

// Finding is a reviewer's finding.
type Finding struct {
	Span       diag.Span `key:"."`
	ID         Text      `key:"id"`
	Target     Text      `key:"target"`
	Type       Text      `key:"type"`
	Text       Text      `key:"text"`
	Resolution Text      `key:"resolution"`
	Reason     Text      `key:"reason"`
}

// Answer is the answer to one measure.
type Answer struct {
	Span     diag.Span `key:"."`
	To       Text      `key:"to"`
	Response Text      `key:"response"`
	Text     Text      `key:"text"`
	Due      Day       `key:"due"`
	Date     Day       `key:"date"`
}
