#pragma once

#include "hostrows.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

// What the window draws, as plain values: a Backend fills them, models and controllers turn them into words. Times are
// milliseconds since 1970-01-01T00:00:00Z; 0 means "not known".

namespace hermes::desktop {

constexpr qint64 lateMs = 60'000; ///< an age that a person should notice
constexpr double fullShare = 0.85; ///< of a host's room: the bar warns from here (design)

/// One line of the Tenants table. `phase`, `reason`, `payment` and `tier` are core's stable codes, never words.
struct TenantRow {
    QString id;
    QString name;
    QString customer;
    QString planCode;
    QString tier;
    QString payment;
    QString phase;
    QString lastPhase; ///< before the host went out of sight; only while phase is UNKNOWN
    QString reason;
    QString reasonText; ///< core's own sentence for the reason, already translated
    QString reasonHint;
    QString host;
    int port = 0;
    int apiPort = 0;
    QString weixinUser;
    QString weixinBot;
    int generation = 0;
    QString order;
    QString container;
    qint64 seenMs = 0;
    qint64 phaseSinceMs = 0;
    qint64 retryAtMs = 0;
    qint64 codeExpiresMs = 0; ///< of the bind code that is out now
    QString heldBy; ///< the tenant that has the WeChat which scanned for this one
    QString image; ///< reference; empty: it runs the host's own Hermes

    bool operator==(const TenantRow &) const = default;
};

/// One line of the Hosts table.
struct HostRow {
    QString name;
    QString address; ///< user@host:port as the operator reaches it
    /// REACHABLE, CORDONED, CONNECTING, UNREACHABLE, KEY_CHANGED, KEY_UNKNOWN; REFUSED (the login), NOT_OURS (claimed
    /// by another registry, or another machine), NO_ENGINE (signed in, but Docker does not answer).
    QString state;
    qint64 roundTripMs = -1;
    QString engine; ///< "Docker 20.10.24"
    QString api; ///< "API 1.41"
    int capacity = 0;
    int used = 0;
    int containers = 0;
    int prefabs = 0;
    int shared = 0;
    int room = 0; ///< so many further tenants of the standard plan it has room for, memory and disk counted
    QString full; ///< why it has none
    QString errorMessage;
    QString errorDetail;
    QString errorHint;
    qint64 seenMs = 0;

    bool operator==(const HostRow &) const = default;
};

/// One phase a tenant went through, is in, or has before it.
struct PhaseStep {
    QString phase;
    QString state; ///< done, now, failed, next
    QString detail;
    qint64 atMs = 0;

    bool operator==(const PhaseStep &) const = default;
};

struct JournalEntry {
    qint64 atMs = 0;
    QString text;
    QString actor;

    bool operator==(const JournalEntry &) const = default;
};

struct LogLine {
    qint64 atMs = 0;
    QString source;
    QString text;
    QString level; ///< info, warning, error

    bool operator==(const LogLine &) const = default;
};

/// One of a tenant's conditions (Paid, Placed, Image, Running, Healthy, Bound, Reachable, InSync).
struct Condition {
    QString name;
    bool ok = false;
    bool known = true;
    QString detail;

    bool operator==(const Condition &) const = default;
};

/// Everything the pane shows beyond the row.
struct TenantDetail {
    QList<PhaseStep> phases;
    QList<JournalEntry> journal;
    QList<Condition> conditions;
    qint64 requestedMs = 0;
    qint64 readyMs = 0;
    qint64 boundMs = 0;
    qint64 lastMessageMs = 0;
    QString health; ///< the last probe in words
    QString formerImage; ///< that it had before this one; empty: it never had another
};

/// A plan as it is sold: what the customer bought, and how it runs.
struct PlanRow {
    QString code;
    QString price;
    QString tier;
    QStringList secrets; ///< names of the secrets its home needs

    bool operator==(const PlanRow &) const = default;
};

/// What the operator asked for on the New tenant sheet.
struct NewTenant {
    QString name;
    QString order;
    QString planCode;
    QString tier;
    QString host;
    QStringList secretNames; ///< those that have a value
};

/// One step of what would be done, from decide().
struct PlanStep {
    QString title;
    QString detail;
    QString error;

    bool operator==(const PlanStep &) const = default;
};

/// What a verb would do to a tenant, and how many conversations its agent answers meanwhile (-1: not known).
struct ActPlan {
    QList<PlanStep> steps;
    int activeAgents = -1;

    bool operator==(const ActPlan &) const = default;
};

/// Something on a host that is not as the registry has it. `kind` as `fsck --json` has it.
struct LeakRow {
    QString kind;
    QString host;
    QString object;
    QString tenant;
    bool tenantLives = false;
    QString message;
    QString remedy;
    QString repair; ///< self (fsck may), wait (too young), person
    QString error; ///< it was tried in vain
    qint64 firstSeenMs = 0;

    bool operator==(const LeakRow &) const = default;
};

struct LeakBoard {
    QList<LeakRow> rows;
    QStringList silent; ///< hosts of which nothing is known
    qint64 lookedMs = 0;
};

/// Whether a host could take one more tenant of a tier.
struct Placement {
    QString host;
    bool possible = false;
    QString reason; ///< why not
    int tenants = 0;
    int capacity = 0; ///< 0: no limit
    int room = 0; ///< so many would find room

    bool operator==(const Placement &) const = default;
};

/// How a host is reached, as typed on the Add host sheet. Secrets travel beside it, never inside.
struct HostDraft {
    QString name;
    QString user;
    QString address;
    int port = 22;
    QString auth; ///< agent, key, password
    QString identityFile;
    int capacity = 0; ///< 0: only the ports limit
    int firstPort = 8700;
    int lastPort = 9699;
    QString dataRoot;
    bool allowPrefab = false;
    QString hermesPath; ///< of the host's own Hermes; empty: looked up there
    bool allowShared = false;
};

/// The key a host shows, and the one trusted so far.
struct HostKeyFacts {
    QString state; ///< KNOWN, UNKNOWN, CHANGED, REVOKED
    QString type;
    QString shown;
    QString trusted;
    qint64 shownMs = 0;
    QString trustedSince; ///< already words: "since 3 April 2026, by mei@ops-mac"
    int tenants = 0;
};

struct ServiceRow {
    QString name;
    QString where;
    QString state; ///< up, down, unknown
    qint64 latencyMs = -1;

    bool operator==(const ServiceRow &) const = default;
};

/// One line of a host's test.
struct HostCheck {
    QString name;
    bool ok = false;
    QString message;
    QString hint;
    qint64 elapsedMs = 0;

    bool operator==(const HostCheck &) const = default;
};

struct HostDetail {
    QList<ServiceRow> services;
    qint64 servicesCheckedMs = 0;
    qint64 memoryTotal = 0;
    qint64 memoryUsed = 0;
    qint64 diskTotal = 0;
    qint64 diskUsed = 0;
    double load = -1;
    int cores = 0;
    int portsUsed = 0;
    QString portRange;
    QString keyType;
    QString fingerprint;
    qint64 trustedMs = 0;
    QString user;
    QString auth;
    QString dataRoot;
    QList<JournalEntry> events; ///< what people did with it, the newest first
    HostLimits limits;
    qint64 memoryPromised = 0; ///< bytes: what its tenants' limits add up to
};

/// The bind login of one tenant, as pushed. `content` is what the code encodes and is empty whenever it must be masked.
struct BindFacts {
    QString tenant;
    QString state; ///< NONE, ASKING, WAIT, SCANNED, DIGITS, DIGITS_REFUSED, RENEWING, STALE, CONFIRMED, ENDED
    QString content;
    int number = 0; ///< which code of this login
    int limit = 0;
    qint64 issuedMs = 0;
    qint64 expiresMs = 0;
    qint64 askedMs = 0; ///< when iLink last answered
    QString message; ///< why it ended or is masked
    QString problem = {}; ///< what is wrong between us and iLink just now; the login goes on

    bool operator==(const BindFacts &) const = default;
};

/// Whether what is shown is live, and from where it comes.
struct LinkFacts {
    QString state = QStringLiteral("CONNECTING"); ///< CONNECTING, LIVE, LOST
    QString registry; ///< "this computer, SQLite"
    QString message;
    QString detail;
    QString hint;
    qint64 seenMs = 0;
    qint64 nextTryMs = 0;
    int hostsAnswered = 0;
    int hostsAsked = 0;

    bool operator==(const LinkFacts &) const = default;
};

} // namespace hermes::desktop
