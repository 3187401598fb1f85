-- What each run judged by: SHA-256 of the text of each rule, in hex.

create table run_rule (
  run_id bigint not null references run (id),
  rule text not null,
  digest text not null,
  primary key (run_id, rule)
);
