-- For SQLite and PostgreSQL alike. Times are epoch milliseconds. Text is ASCII: everything else, and the backslash,
-- is written as in JSON (\u0000), for PostgreSQL takes neither NUL nor half a surrogate pair.

create table run (
  id bigint not null primary key,
  period_from bigint not null,
  period_to bigint not null,
  zone text not null,
  window_size text not null,
  rules_digest text not null,
  inputs bigint not null,
  lines bigint not null,
  events bigint not null,
  exit_word text not null,
  unique (period_from, period_to, zone, window_size)
);

create index run_by_end on run (period_to);

create table finding (
  run_id bigint not null references run (id),
  place bigint not null,
  fingerprint text not null,
  rule text not null,
  title text not null,
  severity text not null,
  subject text not null,
  times bigint not null,
  first_seen bigint not null,
  last_seen bigint not null,
  primary key (run_id, place)
);

create index finding_by_fingerprint on finding (fingerprint);
create index finding_by_rule on finding (rule);

create table remembered (
  id bigint not null primary key,
  time bigint not null,
  fact text not null,
  event text not null,
  line_digest text not null,
  content text not null
);

create index remembered_by_time on remembered (time);

create table heard (
  run_id bigint not null references run (id),
  role text not null,
  name text not null,
  time bigint not null,
  file text not null,
  line bigint not null,
  content text not null
);

create index heard_by_run on heard (run_id);
