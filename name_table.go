package mandat

// nameTable finds names that are known when a policy is built by their positions,
// and none comes later. A name is looked for where its length and two of its bytes
// say, and compared once, as a rule: that takes less than to hash it.
type nameTable struct {
	slots []nameSlot // a power of two of them, at most half taken
}

type nameSlot struct {
	name string // "" for none
	at   int
}

// newNameTable makes the table of a list in which no name is "" or stands twice.
func newNameTable[K ~string](list []K) nameTable {
	size := 4
	for size < 2*len(list) {
		size *= 2
	}
	n := nameTable{make([]nameSlot, size)}
	for at, name := range list {
		i := n.start(string(name))
		for n.slots[i].name != "" {
			i = (i + 1) & (size - 1)
		}
		n.slots[i] = nameSlot{string(name), at}
	}
	return n
}

// find returns the position of a name, -1 for one that is not known.
func (n *nameTable) find(name string) int {
	if len(name) == 0 || len(n.slots) == 0 {
		return -1
	}
	for i := n.start(name); ; i = (i + 1) & (len(n.slots) - 1) {
		switch s := &n.slots[i]; s.name {
		case name:
			return s.at
		case "":
			return -1
		}
	}
}

// start returns the slot where a name is looked for first.
func (n *nameTable) start(name string) int {
	h := uint(len(name))*5 ^ uint(name[0])*3 ^ uint(name[len(name)-1])*17
	return int(h & uint(len(n.slots)-1))
}
