package mandat

import "slices"

// where returns the areas of a box, nil for all that is ordinary.
func (j *judging) where(version int, b box) []Area {
	var area Area
	for i, d := range j.task.shape.dims {
		cells := j.ground.dims[i]
		if j.task.shapes == 1 && j.ordinary(version, cells, b[i]) {
			continue
		}
		if d.several && parted(cells, b[i]) {
			return j.byStructure(version, d, cells, b[i])
		}
		area = append(area, j.regionOf(version, d, cells, b[i]))
	}
	if area == nil {
		return nil
	}
	return []Area{area}
}

func (j *judging) isOrdinary(version int, b box) bool {
	for i, cells := range j.ground.dims {
		if !j.ordinary(version, cells, b[i]) {
			return false
		}
	}
	return true
}

// parted reports whether some cells have what is at no unit in one structure, and
// not in another one.
func parted(cells []cell, some []int) bool {
	in, out := false, false
	for i := range cells {
		if cells[i].kind == cellEmpty {
			has := slices.Contains(some, i)
			in, out = in || has, out || !has
		}
	}
	return in && out
}

// byStructure returns an area for each structure.
func (j *judging) byStructure(version int, d shapeDim, cells []cell, some []int) []Area {
	var all []Area
	for _, s := range d.structures {
		var own []cell
		var in []int
		for i := range cells {
			if cells[i].structure == s {
				if slices.Contains(some, i) {
					in = append(in, len(own))
				}
				own = append(own, cells[i])
			}
		}
		if in != nil {
			all = append(all, Area{j.regionOf(version, shapeDim{structures: []int{s}, nowhere: d.nowhere}, own, in)})
		}
	}
	return all
}

// ordinary reports whether some cells of a dimension are all of them but those
// inside seals: what is said where nothing is.
func (c *comparison) ordinary(version int, cells []cell, some []int) bool {
	o := c.orgs[version]
	for i := range cells {
		sealed := cells[i].unit != noUnit && o.unit(c.unitIn(version, cells[i].unit)).seal != noUnit
		if slices.Contains(some, i) == sealed {
			return false
		}
	}
	return true
}
