package mandat

// where returns the areas of a box of places, nil for all that lies outside seals.
func (j *judging) where(version int, b box) []Area {
	var area Area
	for i, d := range j.task.shape.dims {
		cells := j.there(version, j.ground.dims[i], b[i])
		if j.task.shapes == 1 && cells.outsideSeals {
			continue
		}
		if d.several && cells.parted() {
			return j.byStructure(version, d, cells)
		}
		area = append(area, j.regionOf(version, d, cells))
	}
	if area == nil {
		return nil
	}
	return []Area{area}
}

// allOutsideSeals reports whether a box has all places, as far as none is inside
// seals.
func (j *judging) allOutsideSeals(version int, b box) bool {
	for i, cells := range j.ground.dims {
		if !j.there(version, cells, b[i]).outsideSeals {
			return false
		}
	}
	return true
}

// chosen are the cells of a dimension that a version has, and which of them are
// meant.
type chosen struct {
	cells []cell
	in    []bool
	// outsideSeals tells that all are meant but those inside seals: what is said
	// where nothing is.
	outsideSeals bool
}

func (c *chosen) add(one cell, in bool) { c.cells, c.in = append(c.cells, one), append(c.in, in) }

// there returns those of some cells that a version has.
func (c *comparison) there(version int, cells []cell, some []int) chosen {
	all := chosen{outsideSeals: true}
	for i := range cells {
		in := len(some) > 0 && some[0] == i
		if in {
			some = some[1:]
		}
		if cells[i].unit != noUnit && c.unitIn(version, cells[i].unit) == noUnit {
			continue
		}
		all.add(cells[i], in)
		all.outsideSeals = all.outsideSeals && in != c.sealedAt(version, &cells[i])
	}
	return all
}

// parted reports whether some cells have what is at no unit in one structure, and
// not in another one.
func (c *chosen) parted() bool {
	in, out := false, false
	for i := range c.cells {
		if c.cells[i].kind == cellEmpty {
			in, out = in || c.in[i], out || !c.in[i]
		}
	}
	return in && out
}

// byStructure returns an area for each structure.
func (j *judging) byStructure(version int, d shapeDim, cells chosen) []Area {
	var all []Area
	for _, s := range d.structures {
		var own chosen
		any := false
		for i := range cells.cells {
			if cells.cells[i].structure == s {
				own.add(cells.cells[i], cells.in[i])
				any = any || cells.in[i]
			}
		}
		if any {
			all = append(all, Area{j.regionOf(version, shapeDim{structures: []int{s}, nowhere: d.nowhere}, own)})
		}
	}
	return all
}
