#include "registryschema.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

QStringList fleetTables()
{
    return {
        u"create table meta (key text primary key, value text not null)"_s,
        u"create table hosts (id text primary key, name text not null, address text not null, engine_id text not null,"
        " claim_number bigint not null, capacity bigint not null check (capacity >= 0),"
        " port_first bigint not null, port_last bigint not null, data_root text not null, bridge_subnet text not null,"
        " gateway text not null, allow_prefab boolean not null, cordoned boolean not null, added_at bigint not null,"
        " seen_at bigint not null, last_error text not null,"
        " check (port_first between 1 and 65535), check (port_last between port_first and 65535))"_s,
        u"create unique index hosts_name on hosts (name)"_s,
        u"create table plans (code text primary key, title text not null,"
        " tier text not null check (tier in ('container', 'prefab', 'shared')),"
        " memory_bytes bigint not null, cpus double precision not null, pids bigint not null, secret_names text not null)"_s,
    };
}

QStringList tenantTables()
{
    return {
        u"create table tenants (id text primary key, name text not null, subscription text not null, order_id text not "
        u"null,"
        " plan_code text not null, tier text not null check (tier in ('container', 'prefab', 'shared')),"
        " created_at bigint not null, row_version bigint not null,"
        " presence text not null check (presence in ('PRESENT', 'PAUSED', 'ABSENT')),"
        " generation bigint not null check (generation >= 1), bind_epoch bigint not null check (bind_epoch >= 0),"
        " host_id text not null, requested_host_id text not null, image text not null, image_id text not null,"
        " memory_bytes bigint not null, cpus double precision not null, pids bigint not null,"
        " nonce text not null check (length(nonce) = 32),"
        " phase text not null check (phase in ('REQUESTED', 'PLACED', 'IMAGE_READY', 'CREATED', 'STARTING', 'HEALTHY',"
        " 'BIND_WAIT', 'REPLACING', 'READY', 'DEGRADED', 'PAUSED', 'DELETING', 'GONE', 'BACKOFF', 'BLOCKED', "
        "'UNKNOWN')),"
        " phase_before text not null, reason text not null, message text not null, hint text not null,"
        " conditions text not null, container_id text not null, home_written_for text not null,"
        " credentials_written_for text not null, observed_at bigint not null, phase_since bigint not null,"
        " attempts bigint not null, next_attempt_at bigint not null, start_failures bigint not null,"
        " start_failures_since bigint not null, lease_owner text not null, lease_epoch bigint not null,"
        " lease_until bigint not null, lease_since bigint not null)"_s,
        u"create unique index tenants_live_name on tenants (name) where phase <> 'GONE'"_s,
        u"create unique index tenants_live_subscription on tenants (subscription)"
        " where phase <> 'GONE' and subscription <> ''"_s,
        u"create index tenants_host on tenants (host_id)"_s,
        u"create table requests (id text primary key, order_id text not null, subscription text not null, name text "
        u"not null,"
        " plan_code text not null, tier text not null, requested_host_id text not null, image text not null,"
        " tenant_id text not null references tenants (id), requested_at bigint not null, actor text not null)"_s,
        u"create unique index requests_order on requests (order_id) where order_id <> ''"_s,
        u"create index requests_tenant on requests (tenant_id)"_s,
        u"create table instances (tenant_id text not null references tenants (id), generation bigint not null,"
        " nonce text not null, host_id text not null, container_id text not null, image_id text not null,"
        " cause text not null, desired_at bigint not null, created_at bigint not null, gone_at bigint not null,"
        " primary key (tenant_id, generation))"_s,
        u"create table tenant_hosts (tenant_id text not null references tenants (id), host_id text not null,"
        " since bigint not null, cleared_at bigint not null, primary key (tenant_id, host_id))"_s,
        u"create table ports (host_id text not null references hosts (id), port bigint not null,"
        " tenant_id text not null references tenants (id), purpose text not null check (purpose in ('dashboard', "
        "'api', 'wecom')),"
        " generation bigint not null, reserved_at bigint not null, free_after bigint not null, primary key (host_id, port))"_s,
        u"create unique index ports_in_use on ports (tenant_id, purpose) where free_after = 0"_s,
    };
}

QStringList bindingTables()
{
    return {
        u"create table bindings (tenant_id text not null references tenants (id), bind_epoch bigint not null,"
        " bot_id text not null, user_id text not null, base_url text not null, token_sha256 text not null,"
        " archive_path text not null, bound_at bigint not null, live boolean not null, primary key (tenant_id, bind_epoch))"_s,
        u"create unique index bindings_live_user on bindings (user_id) where live and user_id <> ''"_s,
        u"create unique index bindings_live_tenant on bindings (tenant_id) where live"_s,
        u"create table bind_sessions (id text primary key, tenant_id text not null references tenants (id),"
        " poller text not null, poller_until bigint not null,"
        " state text not null check (state in ('preparing', 'wait', 'masked', 'scaned', 'need_verifycode',"
        " 'checking_verifycode', 'wrong_verifycode', 'confirmed', 'binded_redirect', 'expired', 'failed', 'cancelled',"
        " 'clash')),"
        " link text not null, machine bytea, verify_code text not null, issued_at bigint not null, expires_at bigint "
        "not null,"
        " shown_until bigint not null, started_at bigint not null, ended_at bigint not null, message text not null,"
        " user_id text not null, held_by text not null, archive_path text not null, actor text not null)"_s,
        u"create unique index bind_sessions_open on bind_sessions (tenant_id) where ended_at = 0"_s,
        u"create index bind_sessions_tenant on bind_sessions (tenant_id, started_at)"_s,
    };
}

QStringList recordTables(const QString &generatedId)
{
    return {
        u"create table operations (id %1, tenant_id text not null references tenants (id), step text not null,"
        " generation bigint not null, epoch bigint not null, started_at bigint not null, ended_at bigint not null,"
        " outcome text not null check (outcome in ('', 'done', 'failed', 'unknown')), detail text not null,"
        " actor text not null)"_s.arg(generatedId),
        u"create index operations_tenant on operations (tenant_id, id)"_s,
        u"create index operations_open on operations (id) where ended_at = 0"_s,
        u"create table journal (id %1, tenant_id text not null references tenants (id), at bigint not null, actor text "
        u"not null,"
        " epoch bigint not null, generation bigint not null, phase_before text not null, phase_after text not null,"
        " reason text not null, message text not null)"_s.arg(generatedId),
        u"create index journal_tenant on journal (tenant_id, id)"_s,
        u"create table workers (id text primary key, actor text not null, started_at bigint not null, beat_at bigint not null)"_s,
        u"create table audit (id bigint primary key, at bigint not null, actor text not null, verb text not null,"
        " target text not null, detail text not null, prev_hash text not null, hash text not null)"_s,
    };
}

/// What a login's state may be grew; a check cannot be altered on SQLite, so the table is made anew.
QStringList moreSessionStates()
{
    const QString columns
        = u"id, tenant_id, poller, poller_until, state, link, machine, verify_code, issued_at, expires_at,"
          " shown_until, started_at, ended_at, message, user_id, held_by, archive_path, actor"_s;
    return {
        u"create table bind_sessions_new (id text primary key, tenant_id text not null references tenants (id),"
        " poller text not null, poller_until bigint not null,"
        " state text not null check (state in ('preparing', 'wait', 'masked', 'scaned', 'need_verifycode',"
        " 'checking_verifycode', 'wrong_verifycode', 'confirmed', 'binded_redirect', 'expired', 'failed', 'cancelled',"
        " 'clash')),"
        " link text not null, machine bytea, verify_code text not null, issued_at bigint not null, expires_at bigint "
        "not null,"
        " shown_until bigint not null, started_at bigint not null, ended_at bigint not null, message text not null,"
        " user_id text not null, held_by text not null, archive_path text not null, actor text not null)"_s,
        u"insert into bind_sessions_new (%1) select %1 from bind_sessions"_s.arg(columns),
        u"drop table bind_sessions"_s,
        u"alter table bind_sessions_new rename to bind_sessions"_s,
        u"create unique index bind_sessions_open on bind_sessions (tenant_id) where ended_at = 0"_s,
        u"create index bind_sessions_tenant on bind_sessions (tenant_id, started_at)"_s,
    };
}

/// What a look at the hosts found that is not as the registry has it, and hosts that are gone for good.
QStringList careTables()
{
    return {
        u"create table sightings (kind text not null, host_id text not null, object text not null,"
        " first_at bigint not null, last_at bigint not null, looks bigint not null, primary key (kind, host_id, object))"_s,
        u"create table forgotten_hosts (id text primary key, name text not null, address text not null,"
        " engine_id text not null, forgotten_at bigint not null, actor text not null)"_s,
        u"create index forgotten_hosts_engine on forgotten_hosts (engine_id)"_s,
        u"alter table tenants add column purged_at bigint not null default 0"_s,
        u"alter table hosts add column swept_at bigint not null default 0"_s,
    };
}

/// An adopted host is claimed anew at its first link, which may come long after `host add`, in another process.
QStringList takeOverMark()
{
    return {u"alter table hosts add column take_over boolean not null default false"_s};
}

/// What the platform says of the orders that concern somebody now, and what was done about them.
QStringList orderTables()
{
    return {
        u"create table orders (id text primary key, subscription text not null, facts text not null,"
        " wechat text not null, delivered_at bigint not null, settled_at bigint not null, changed_at bigint not null,"
        " changed_by text not null, row_version bigint not null)"_s,
        u"create index orders_subscription on orders (subscription)"_s,
        // One for each click: the second one with the same key does nothing.
        u"create table order_acts (key text primary key, order_id text not null, at bigint not null, actor text not "
        u"null,"
        " verb text not null)"_s,
        u"create index order_acts_order on order_acts (order_id)"_s,
        // Tenants that were stopped because their subscription lapsed, and by nobody else.
        u"create table lapses (tenant_id text primary key references tenants (id), at bigint not null)"_s};
}

/// Orders that were given to whoever may refund. Those that older programs handed on are on the books, too: why is in
/// the audit.
QStringList handOffTable()
{
    return {
        u"create table hand_offs (order_id text primary key, at bigint not null, actor text not null,"
        " finding text not null, reason text not null, note text not null, approver text not null,"
        " refund_no text not null, decision text not null check (decision in ('WAITING', 'REFUSED', 'KEPT')),"
        " refund_state text not null, refund text not null, recorded_at bigint not null, recorded_by text not null)"_s,
        u"create unique index hand_offs_refund on hand_offs (refund_no) where refund_no <> ''"_s,
        u"insert into hand_offs (order_id, at, actor, finding, reason, note, approver, refund_no, decision,"
        " refund_state, refund, recorded_at, recorded_by) select a.order_id, a.at, a.actor, o.settled_as, '', '', '',"
        " '', 'WAITING', '', '', 0, '' from order_acts a join orders o on o.id = a.order_id where a.verb ="
        " 'order.hand_off' and o.settled_at > 0 and o.settled_as <> 'CLOSED' and not exists (select 1 from order_acts "
        "b where b.order_id ="
        " a.order_id and b.verb = a.verb and (b.at > a.at or (b.at = a.at and b.key > a.key)))"_s};
}

} // namespace

QList<Migration> registryMigrations(const QString &generatedId)
{
    return {{1, fleetTables() + tenantTables() + bindingTables() + recordTables(generatedId)}, {2, moreSessionStates()},
        {3, takeOverMark()}, {4, {u"create index audit_target on audit (target, verb)"_s}},
        {5,
            {u"alter table bind_sessions add column renewals bigint not null default 0"_s,
                u"alter table bind_sessions add column notice text not null default ''"_s,
                u"alter table tenants add column secrets_pending boolean not null default false"_s}},
        {6, careTables()}, {7, {u"alter table instances add column image text not null default ''"_s}},
        {8,
            {u"alter table tenants add column home_host_id text not null default ''"_s,
                u"alter table tenant_hosts add column home_left boolean not null default false"_s}},
        {9, {u"alter table tenants add column restore_from text not null default ''"_s}},
        {10,
            {u"alter table hosts add column hermes_path text not null default ''"_s,
                u"alter table tenants add column home_tier text not null default 'container'"
                " check (home_tier in ('container', 'prefab', 'shared'))"_s}},
        {11, {u"alter table hosts add column allow_shared boolean not null default false"_s}},
        {12,
            {u"alter table tenants add column adopt_home text not null default ''"_s,
                u"alter table tenants add column adopt_from text not null default ''"_s}},
        {13,
            {u"alter table hosts add column memory_overcommit bigint not null default 300"_s,
                u"alter table hosts add column disk_reserve_bytes bigint not null default 1073741824"_s,
                u"alter table hosts add column memory_bytes bigint not null default 0"_s,
                u"alter table hosts add column memory_free_bytes bigint not null default 0"_s,
                u"alter table hosts add column disk_bytes bigint not null default 0"_s,
                u"alter table hosts add column disk_free_bytes bigint not null default 0"_s,
                u"alter table hosts add column measured_at bigint not null default 0"_s}},
        {14,
            {u"create table drains (host_id text primary key references hosts (id), began_at bigint not null,"
             " ended_at bigint not null, at_once bigint not null, actor text not null, tenants text not null)"_s}},
        {15, orderTables()}, {16, {u"alter table hosts add column url_from text not null default ''"_s}},
        {17,
            {u"create table tenant_keys (tenant_id text primary key references tenants (id), issue text not null,"
             " told text not null, issued_at bigint not null)"_s}},
        // Empty: as whatever it is; it was settled by an older program.
        {18, {u"alter table orders add column settled_as text not null default ''"_s}}, {19, handOffTable()}};
}

} // namespace hermes
