package transcript

import "candor/transcript/call"

type (
	Call    = call.Call
	Turn    = call.Turn
	Speaker = call.Speaker
	Role    = call.Role
	Section = call.Section
	Warning = call.Warning
	Place   = call.Place
	Places  = call.Places
	run     = call.Run
	Aliases = call.Aliases
)

const (
	Executive         = call.Executive
	Analyst           = call.Analyst
	Operator          = call.Operator
	InvestorRelations = call.InvestorRelations
	Unknown           = call.Unknown
	Prepared          = call.Prepared
	QA                = call.QA
	Draft             = call.Draft
)
