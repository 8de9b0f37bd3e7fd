package jsonform

import (
	"candor/transcript/call"
)

// idsOnce finds records of which two have one id. Where each speaker has one id,
// and each id one speaker, it is the speaker's.
func (c *JsonCall) idsOnce(items []node) {
	ids := recordIDs{}
	speakers, of := map[string]string{}, map[string]string{}
	ofRecords, told := false, 0
	var errs lineErrors
	for _, item := range items {
		id := item.get("id").str()
		if id == "" {
			continue
		}
		told++
		who := speakerOf(item).str()
		known, seen := of[who]
		ofRecords = ofRecords || seen && known != id
		if by, seen := speakers[id]; seen && by != who {
			ofRecords = true
		}
		of[who], speakers[id] = id, who
		line := c.Src.Line(item.from())
		if err := ids.once(id, line); err != nil {
			errs.add(&call.Error{File: c.Src.Name, Line: line, Err: err})
		}
	}
	if ofRecords && 2*len(ids) > told {
		c.err = errs.join(c.Src.Name)
	}
}
