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
// 2026-01-15T09:00:00Z, lengths of time as 720h or 1h30m.
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
//	      - {do: [unit.create, group.edit], in: folders}   # only in these structures; for units, groups and grants
//	    contact: [name, email]
//	    holders: {least: 1, most: 3, enforced: true}       # enforced: no change may break the numbers
//	    needs-account: false
//	    deprecated: true
//	    setting: complaints
//	gates:
//	  - {close: contract.delete, unless: {status: unfinished}}
//	guards:
//	  - {before: contract.publish, needs: {label: reviewed}}
//	approvals:
//	  # by is the action that a vote is; 1 and never are the defaults; logged-out, other-session
//	  - {of: contract.order, by: approve-order, votes: 1, requester: never, lasts: 720h, outlives-requester: true}
//	administer:
//	  - {who: admin, may: [grant, revoke, invite, hand-over], roles: [reader], in: organisation, through: avtal, when: {vacant: admin}}
//	  - {who: admin, may: grant, custom: true, self: true}  # all custom roles, besides roles or instead; to themselves too
//	  - {who: admin, may: grant, roles: [room-admin], past: seals}         # also from outside the seals around the scope
//	exclusive:
//	  - {roles: [orderer, attestant, auditor], most: 1}     # how many of them one person may hold; 1 is the default
//	joining:
//	  founding: {through: public, roles: [admin]}           # who makes an organisation, and what they become
//	  registration: {through: public, roles: [reader]}      # who joins without being asked
//	  created: [reader]                                     # what comes with being made a member
//	  invitation:
//	    carries: [reader, admin]                            # what may come along
//	    roles: [reader]                                     # what comes with every invitation
//	    account: true                                       # it takes an account to be active
//	    lasts: 720h                                         # how long an invitation can be open
//	    outlives-inviter: true                              # it stays good when its sender has lost the right
//	    at-once: true                                       # instead of the last three: a member without an answer
//	creation:                                               # what comes with making a unit, by structure
//	  folders:
//	    creator: [folder-admin]                             # roles of whoever makes it, given at it
//	    named: [folder-admin]                               # roles of each person whom add-unit names
//	    must-name: true                                     # somebody must be named
//	    sealed: true                                        # it is sealed from the start, whoever makes it
//	    groups: {internal: {en: Internal users}, external: } # predefined groups; or a list of names
//	notify:
//	  contract.order: [approver]
//	  member.remove: [admin, target]
//	  grant.revoke: {tell: target, roles: [reader]}         # only of grants of these roles
//	ask: [admin]                                            # to whom those are sent who have no right
//	no-role: {en: No role}                                  # what lists call a member without a role
//
// Types that are built in are not declared: org, unit, member, group, role,
// grant, invitation and approval have their actions in every policy, such as
// member.remove. Of grants only read is a permission of a role; who may give,
// revoke, invite to and hand over which roles stands under administer alone.
// Statements there may leave out roles if they say custom: true. May is grant,
// revoke, invite or hand-over; the actions are called grant.give, grant.revoke,
// grant.invite and grant.hand-over, in notify as well. Whoever grants, invites to
// or hands over a role needs a statement for it and one for each role that it
// includes, the base role excepted; whoever revokes it, for the role alone. The
// actions of every type, and which command asks for which, are in doc/changes.md
// of the module's repository. Among those
// who are told, target is the member concerned, so that no role has this name.
//
// Where a role may be given (at) is one alternative or a list of them. An
// alternative is org, the whole organisation, or a mapping of structures to
// reaches (exact, subtree, home, home-subtree): a grant then names one unit in
// each of these structures.
//
// Titles are put into sentences, in the language of whoever reads them. The titles
// of statuses, labels and relations stand after "is" ("it is confidential", "den är
// sekretessbelagd", "the subject is responsible"): they are adjectives or nouns,
// not verbs (Made for one-time passwords, not Supports them). Those of channels do
// too ("the channel is Vendor support"). Those of actions stand after "may" ("may
// edit"), those of roles after "holds". Those of settings stand in quotes and can
// be whole sentences.
//
// A condition is a mapping whose entries must all hold: relation, status,
// label, channel, setting, vacant, holds (each holds when one of its names
// does), logged-out: true, target: a condition, all: and any: lists of
// conditions, not: a condition; and of actions on grants role, of which the
// grant is.
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
//	  eva: {home: sales, status: inactive}  # or invited, accepted, removed
//	  olle: {home: sales, status: invited}
//	groups:
//	  buyers: {members: [kalle], groups: [helpers], unit: sales}
//	  folder-1/internal: {members: [eva], unit: folder-1, predefined: true} # one that came with the unit, and is fixed
//	roles:                                  # custom roles, written as in a policy
//	  clerk: {includes: [reader], can: [contract.order]}
//	grants:
//	  - {role: reader, to: kalle, at: home-subtree}
//	  - {role: admin, to: eva, at: org, from: 2026-01-01T00:00:00Z, until: 2027-01-01T00:00:00Z}
//	  - {role: reader, to-group: buyers, at: {exact: domestic-sales}}      # or {subtree: domestic-sales}
//	  - {role: signer, to: kalle, at: [{exact: folder-1}, {exact: sales}]} # one unit in each of two structures
//	invitations:                            # those that are not answered, each to a member who is invited
//	  i-1:
//	    to: olle
//	    home: sales                         # the same as the member's
//	    grants: [{role: reader, at: org}]   # to the person invited; from and until as for others
//	    until: 2026-02-01T00:00:00Z
//	    token: word
//	    address: olle@example.org
//	    by: kalle
//	    through: avtal
//	approvals:                              # the latest of each request
//	  - of: contract.order
//	    id: c-7
//	    digest: v1                          # of the content that was asked about
//	    units: {organisation: sales}        # as they were stated then; none for nowhere
//	    relations: {responsible: kalle}
//	    by: kalle
//	    through: avtal
//	    at: 2026-01-10T09:00:00Z
//	    until: 2026-02-01T00:00:00Z
//	    needed: 2                           # 1 is the default
//	    status: pending                     # the default; or approved, rejected, withdrawn, used
//	    votes: [{by: eva, through: link}]
//	retired: {units: [attic], groups: [drivers], roles: [porter], invitations: [i-0]}   # ids that are not used again
//
// An invitation must have to, token and address. A token is any word: it stands
// for the secret whose 32 bytes are the SHA-256 of the word. Secrets of real
// invitations have no place in a file.
//
// # Cases
//
// A cases file is a test. It stands in the same folder as policy.yaml; its name
// begins with "cases". The names of its cases are different. clauses are the ids of
// the requirements that a case shows, and may be left out.
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
// A subject has person, channel, session (open, none), session-id, at (a time, instead of
// now) and only: {org, type, id, action}. A resource has type, id, org (the
// organisation of the file unless it says otherwise), unit or units:
// {structure: unit}, status, labels, relations: {name: person, persons or none}, lists:
// {action: none, or {everybody: true, relations: [], units: [], groups: [], persons: []}}, and
// part-of: a resource, or its name. "none" states that there is none, also of an
// id, an org, the time of a subject and any list of names that may be empty (as
// does []; [none] is the name); relations: none and lists: none say so of
// every relation and list that the type has. What is left out is not stated. A
// unit without its structure is for types with just one. {like: name} takes the
// facts of a named resource for all keys that it does not have itself:
// {like: c-7, relations: {deputy: kalle}} does not state the responsible.
//
// A case that expects deny or blocked says because of what: the codes of the
// explanation, such as no-right, "malformed: status-not-stated", "no-standing:
// channel-closed", "guard: already-so", or ["gate-closed: order.attest", "own-request:
// order.attest"]. A bare reason (malformed, no-standing, guard, gate-closed) stands for
// all that can follow it. A case that
// expects allow may say which grant gives the right. Of several codes each must
// be there. A question that is malformed fails the case, unless the case says so.
// nearest lists the nearest misses of the explanation, all of them, in order;
// sees tells what the subject is told (View.Explain), reason or not-found, and ask
// whom they are told to turn to, each as "role person". Of
// a menu an action is shown if it is allowed or needs approval, greyed if the
// subject is entitled to it but may not now, and hidden otherwise; a menu says
// nothing of actions that it does not name. A case with a file expects it to be
// invalid as an organisation of the policy (as a policy, if it has the key
// types), with just the one error that it names. Files are named relative to the
// folder, and lie in it or below it.
//
// What is built in has keys of its own, because the organisation fills its facts:
//
//	{type: member, id: kalle}               # likewise unit, group, role and invitation
//	{type: approval, of: contract.order, id: c-7}                       # of the order of c-7
//	{type: org}
//	{type: grant, role: reader, to: kalle, at: {subtree: sales}}        # as under grants
//	{type: unit, structure: organisation, below: sales}                 # a new one; sealed; below: none for a root
//	{type: member, home: sales, status: inactive}                       # a new one; both may be left out
//	{type: group, unit: sales, members: [kalle], groups: [helpers]}     # a new one; predefined
//	{type: role, id: clerk, includes: reader, can: contract.order}      # as it would be; as under roles
//	{type: invitation, to: eva, home: sales, grants: [{role: reader, at: org}], until: 2026-02-01T00:00:00Z}
//
// # Stories
//
// A case with do is a step. If it is allowed, it changes the organisation for the
// cases after it in the file; what is refused changes nothing. A case of any kind
// with afresh: true first goes back to the organisation of the file.
//
//	cases:
//	  - name: the administration is handed over
//	    clauses: [G7]
//	    subject: {person: maja, channel: avtal}
//	    do: {hand-over: {from: maja, to: sven, grants: [{role: admin, at: org}]}}
//	    expect: allow
//	    events: [role-handed-over]
//	    notices: ["admin sven: grant.hand-over"]
//	  - name: who has handed it over can do no more
//	    clauses: [G7]
//	    subject: {person: maja, channel: avtal}
//	    do:
//	      - add-member: {person: olle, home: sales}
//	      - grant-role: {role: reader, to: olle, at: home-subtree}
//	    expect: deny
//	    because: no-right
//	    step: 1
//	  - name: everybody hears that the old one leaves, unless it is done quietly
//	    afresh: true
//	    subject: {person: maja, channel: avtal}
//	    do: {remove-member: {person: kalle}}
//	    quietly: true
//	    expect: allow
//	    notices: []
//
// A list of commands is one change. A step that expects deny, blocked or
// needs-approval says because of what, as a question does (needs-approval may):
// of what the subject may not see, by the decision's own code, such as no-right.
// sees tells what the subject is told, as for a question, and step which of the
// commands is refused, counted from 1. One that expects
// allow may list what comes of it, all of it and in order: events by their names;
// notices as "role person: type.action id", without a role for the member
// concerned and without an id for what has none; impact as the lines of the
// change's impact, such as "kalle gains contract.read at sales and below".
// quietly: true is a step of which nobody is told.
//
// Three kinds of cases ask what the organisation has come to: approval, where the
// approval of an action on a resource stands (none, pending, approved, rejected,
// withdrawn, expired or used; with a digest, that of this content); told, whom the policy
// has told of an action of the product's own (all of them and in order; not-told
// names some members who are not), and vacancies, the roles that too few hold, as "role"
// or "role at unit". All are judged at now.
//
//	cases:
//	  - name: the order is valid
//	    action: order
//	    resource: c-7
//	    approval: approved
//	    digest: v1
//	  - name: the approvers hear of an order, and the readers do not
//	    action: order
//	    resource: c-7
//	    told: ["approver sven: contract.order c-7"]
//	    not-told: [kalle]
//	  - name: no role is vacant
//	    vacancies: []
//
// The commands, each a mapping with its name as the only key:
//
//	change-setting: {complaints: true}
//	add-unit: {id: north, structure: organisation, below: sales, sealed: true, named: [kalle]}   # named: as creation in the policy asks
//	move-unit: {unit: north, below: sales}                  # below: none makes it a root
//	seal-unit: {unit: north, sealed: true}
//	remove-unit: {unit: north}
//	add-member: {person: olle, home: sales, account: false}
//	register:
//	move-member: {person: olle, home: sales}                # home: none takes the home away
//	deactivate-member: {person: olle}                       # likewise activate-member, confirm-account, remove-member
//	invite-person: {invitation: i-2, person: olle, home: sales, roles: [{role: reader, at: org}],
//	  until: 2026-02-01T00:00:00Z, token: word, address: olle@example.org}
//	invite-person: {person: olle, roles: [{role: reader, at: org}]}         # where that makes a member at once
//	resend-invitation: {invitation: i-2, until: 2026-03-01T00:00:00Z, token: word-2, address: olle@example.org}
//	revoke-invitation: {invitation: i-2}
//	accept-invitation: {invitation: i-2, token: word, address: olle@example.org, account: false}
//	decline-invitation: {invitation: i-2, token: word, address: olle@example.org}
//	start-approval: {action: order, resource: {type: contract, id: c-7, unit: sales}, digest: v1, until: 2026-02-01T00:00:00Z}
//	approve: {action: order, resource: {type: contract, id: c-7, unit: sales}, digest: v1}   # likewise reject
//	withdraw-approval: {action: order, resource: {type: contract, id: c-7}}
//	add-group: {id: buyers, unit: sales, members: [kalle], groups: [helpers]}
//	join-group: {group: buyers, person: olle}               # or sub: a group; likewise leave-group
//	remove-group: {group: buyers}
//	add-role: {id: clerk, includes: reader, can: contract.order}   # likewise edit-role
//	remove-role: {role: clerk}
//	grant-role: {role: reader, to: olle, at: org}           # as under grants; likewise revoke-role
//	hand-over: {from: maja, to: sven, grants: [{role: admin, at: org, until: 2027-01-01T00:00:00Z}]}
//	found-org: {org: globex, home: main, units: {organisation: {main: , north: {below: main}}}, settings: {complaints: true}}
//
// The token of an invitation, the address, or both may be left out, to see what
// is refused then. found-org is a change of its own; the cases after it are about
// the new organisation, and so are resources that name none.
package policyfile
