// Package policyfile reads policies, organisations and cases from YAML or JSON
// files, and runs the cases.
//
// Whatever is unknown, doubled, misplaced or contradictory is an error with
// file, line and column; all errors of a file are reported together. YAML is
// read strictly: no aliases, no tags, no merge keys, one document, text where
// text is expected (version: "1", not version: 1). A file whose name ends in
// ".json" is read as JSON and has the same keys. Files are UTF-8 without a byte
// order mark, and nothing lies more than 64 levels deep.
//
// Where one name is expected, a list of names may mostly stand, and the other
// way round: relation: responsible is relation: [responsible]. The order of the
// keys of a mapping is the order of lists and menus; it never changes a decision.
//
// What is declared and has nothing more to say is left empty (read:). Nothing
// else is: an empty text, an empty list or an empty mapping is an error wherever
// it would take the place of something that restricts. Times are written as
// 2026-01-15T09:00:00Z.
//
// # A policy
//
//	system: contracts
//	version: "1"
//	structures: {organisation: {home: required, title: {en: Organisation}}}   # home: required, optional
//	channels: {avtal: {login: true}, link: {bearer: true}}
//	settings: {complaints: {default: true}}
//	groups: {hold-roles: true}
//	types:
//	  contract:
//	    title: {en: Contract, sv: Avtal}
//	    unit: organisation                  # or several: [organisation, folders]
//	    part-of: contract-set
//	    statuses: [unfinished, valid]       # or with titles: {unfinished: {en: Unfinished}, valid: }
//	    labels: [confidential]              # likewise
//	    relations: [responsible, deputy]    # likewise
//	    lists: [read, edit]
//	    seen: read
//	    actions:
//	      read:
//	      edit: [edit-name, edit-other]     # a group; members that are no key themselves are declared by it
//	      delete: {needs: read, title: {en: Delete}}
//	      publish: {of: [publish-inside, publish-outside], needs: read}
//	base: contract-user
//	roles:
//	  reader:
//	    title: {en: Reader, sv: Läsare}
//	    aliases: [user]
//	    includes: [contract-user]
//	    at: {organisation: [home-subtree, subtree]}
//	    opens: [avtal]
//	    can:
//	      - contract.read
//	      - {do: [contract.edit], when: {relation: responsible}, past: lists, setting: complaints}
//	    contact: [name, email]
//	    holders: {least: 1, most: 3}
//	    needs-account: false
//	    deprecated: true
//	    setting: complaints
//	gates:
//	  - {close: contract.delete, unless: {status: unfinished}}
//	guards:
//	  - {before: contract.publish, needs: {label: reviewed}}
//	approvals:
//	  - {of: contract.order, by: approver, votes: 1, requester: never}   # 1 and never are the defaults; logged-out, other-session
//	administer:
//	  - {who: admin, may: [grant, revoke, invite, hand-over], roles: [reader], in: organisation, through: avtal, when: {vacant: admin}}
//	notify: {contract.order: [approver]}
//
// Where a role may be given (at) is one alternative or a list of them. An
// alternative is org, the whole organisation, or a mapping of structures to
// reaches (exact, subtree, home, home-subtree): a grant then names one unit in
// each of these structures.
//
// A condition is a mapping whose entries must all hold: relation, status,
// label, channel, setting, vacant, holds (each holds when one of its names
// does), logged-out: true, target: a condition, all: and any: lists of
// conditions, not: a condition.
//
// # An organisation
//
//	system: contracts
//	org: acme
//	settings: {complaints: false}
//	units:
//	  organisation:
//	    sales:
//	    domestic-sales: {below: sales}
//	    board: {below: sales, sealed: true} # closed to what is held above it, but for permissions that say past: seals
//	members:
//	  kalle: {home: sales}                  # status: active unless it says otherwise
//	  eva: {home: sales, status: inactive}
//	groups:
//	  buyers: {members: [kalle], groups: [helpers], unit: sales}
//	roles:                                  # custom roles, written as in a policy
//	  clerk: {includes: [reader], can: [contract.order]}
//	grants:
//	  - {role: reader, to: kalle, at: home-subtree}
//	  - {role: admin, to: eva, at: org, from: 2026-01-01T00:00:00Z, until: 2027-01-01T00:00:00Z}
//	  - {role: reader, to-group: buyers, at: {exact: domestic-sales}}      # or {subtree: domestic-sales}
//	  - {role: signer, to: kalle, at: [{exact: folder-1}, {exact: sales}]} # one unit in each of two structures
//
// # Cases
//
// A cases file is a test. It stands in the same folder as policy.yaml; its name
// begins with "cases".
//
//	system: contracts
//	org: sales.yaml
//	now: 2026-01-15T09:00:00Z
//	resources:                              # named, to be used by several cases
//	  c-7: {type: contract, id: c-7, unit: domestic-sales, status: valid, part-of: none, lists: none, relations: none, labels: none}
//	cases:
//	  - name: a reader sees the contracts of the own unit and of every unit below
//	    clauses: [A23, A24]
//	    subject: {person: kalle, channel: avtal}
//	    action: read
//	    resource: c-7
//	    expect: allow
//	    because: grant reader at sales
//	  - name: nobody deletes a contract that is valid
//	    clauses: [A43]
//	    subject: {person: anna, channel: avtal, session: open}
//	    action: delete
//	    resource: {like: c-7, unit: sales}
//	    expect: deny
//	    because: gate-closed
//	    nearest: [status unfinished]
//	  - name: the menu follows the status
//	    clauses: [A41]
//	    subject: {person: anna, channel: avtal}
//	    resource: c-7
//	    menu: {shown: [read], greyed: [delete], hidden: [order]}
//	  - name: an own role holds at least one function
//	    clauses: [A4]
//	    file: invalid/empty-role.yaml
//	    expect: invalid
//	    because: '9:5: custom role "clerk" can do nothing: it needs at least one permission'
//
// A subject has person, channel, session (open, none), at (a time, instead of
// now) and only: {org, type, id, action}. A resource has type, id, org (the
// organisation of the file unless it says otherwise), unit or units:
// {structure: unit}, status, labels, relations: {name: person, persons or none}, lists:
// {action: none, or {everybody: true, relations: [], units: [], groups: [], persons: []}}, and
// part-of: a resource, or its name. "none" states that there is none, also of an
// id, an org and the time of a subject; relations: none and lists: none say so of
// every relation and list that the type has. What is left out is not stated. A
// unit without its structure is for types with just one. {like: name} takes the
// facts of a named resource for all keys that it does not have itself:
// {like: c-7, relations: {deputy: kalle}} does not state the responsible.
//
// A case that expects deny or blocked says because of what: the codes of the
// explanation, such as no-right or "malformed: status-not-stated". A case that
// expects allow may say which grant gives the right. Of several codes each must
// be there. A question that is malformed fails the case, unless the case says so.
// nearest lists the nearest misses of the explanation, all of them, in order;
// sees tells what the subject is told (View.Explain): reason or not-found. Of
// a menu an action is shown if it is allowed or needs approval, greyed if the
// subject is entitled to it but may not now, and hidden otherwise; a menu says
// nothing of actions that it does not name. A case with a file expects it to be
// invalid as an organisation of the policy (as a policy, if it has the key
// types), with just the one error that it names. Files are named relative to the
// folder, and lie in it or below it.
package policyfile
