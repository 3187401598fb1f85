-- What the findings of a run came from, so that two runs can be compared later: see RunOrigins. Runs that were recorded
-- before this have no row of the kind "program".

-- kind, name and told: "program", "version", its text; "option", its name, what it was set to; "file", name of a file beside
-- the rules, its SHA-256; "ask", id of a rule, what it rests on beside the lines; "not-run", id of a rule, why; "wording", id of
-- a rule, SHA-256 of its text without its numbers; "number", id of a rule, a place with its numbers; "waived", fingerprint of a
-- finding, in how many windows of how many it was waived, as "1/3".
create table run_origin (
  run_id bigint not null references run (id),
  place bigint not null,
  kind text not null,
  name text not null,
  told text not null,
  primary key (run_id, place)
);

-- Times as text, as in the report; empty where an input has no event.
create table run_input (
  run_id bigint not null references run (id),
  place bigint not null,
  path text not null,
  sha256 text not null,
  first_event text not null,
  last_event text not null,
  problem text not null,
  primary key (run_id, place)
);
