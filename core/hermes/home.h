#pragma once

#include "result.h"
#include "secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// What a Hermes home (HERMES_HOME, `/opt/data`) looks like and says. Pure functions over bytes; facts/sources: Hermes
/// 0.13.0.
namespace hermes::home {

inline constexpr int hermesUid = 10000; ///< user `hermes` of the image

/// A file to be put into a home, relative to it.
struct HomeFile {
    QString path;
    Secret content;
    int mode = 0600;
};

/// The WeChat account a home is bound to.
struct WeixinAccount {
    Secret token;
    QString botId;
    QString baseUrl;
    QString userId;
    QDateTime savedAt; ///< UTC
};

/// Refuses names and values that mergeEnv() would refuse, before anything is started. Errors: Invalid.
[[nodiscard]] Status validateEnv(const QMap<QString, Secret> &values);

/// Sets `values` in a `.env`: lines of ours are replaced in place or appended, all others kept byte for byte; an empty
/// value removes the key. Errors: Invalid for a key that is not [A-Z][A-Z0-9_]*, a value with a line break, non-ASCII
/// or `${` (python-dotenv would expand it), or a file whose open quotes would swallow the new lines.
[[nodiscard]] Result<QByteArray> mergeEnv(const QByteArray &existing, const QMap<QString, Secret> &values);
/// The value of a key as python-dotenv reads it (`${X}` expanded from the same file), or nothing.
[[nodiscard]] std::optional<QByteArray> envValue(const QByteArray &env, const QString &key);

/// The Weixin lines of `.env` for "only the owner may talk", the combination that works in every Hermes version.
[[nodiscard]] QMap<QString, Secret> weixinEnv(const WeixinAccount &account);
/// The same keys with null values: an unbound home.
[[nodiscard]] QMap<QString, Secret> noWeixinEnv();

/// `weixin/accounts/<bot id>.json`, 0600. Its path is empty unless isSafeBotId().
[[nodiscard]] HomeFile accountFile(const WeixinAccount &account);
/// Errors: Invalid. `botId` comes from the file's name.
[[nodiscard]] Result<WeixinAccount> parseAccount(const QByteArray &json, const QString &botId);
/// Paths of the three files that belong to an account (`.json`, `.sync.json`, `.context-tokens.json`); none unless
/// isSafeBotId().
[[nodiscard]] QStringList accountPaths(const QString &botId);
[[nodiscard]] QString syncPath(const QString &botId);
/// True for an id that may be used as a file name in `weixin/accounts/`.
[[nodiscard]] bool isSafeBotId(const QString &botId);

/// `dashboard-themes/hermes-admin.yaml` with `name: hermes-admin-<nonce>`: makes the public GET /api/dashboard/themes
/// prove whose dashboard answers.
[[nodiscard]] HomeFile identityFile(const QString &nonce);
[[nodiscard]] QString identityName(const QString &nonce);
/// True if a themes answer lists identityName(nonce).
[[nodiscard]] bool provesIdentity(const QByteArray &themesJson, const QString &nonce);

/// `config.yaml` (0640) with `mcp_servers.tushare.url` (the MCP server at the bridge's gateway address); every other
/// key keeps its value, and comments stay where the edit allows it. Byte-identical if nothing changes; an empty
/// `mcpUrl` changes nothing. Errors: Invalid, with the parser's words, for a file that is not valid YAML: it is never
/// to be overwritten.
[[nodiscard]] Result<QByteArray> mergeConfig(const QByteArray &existing, const QString &mcpUrl);

/// What `GET /api/status` says.
struct GatewayStatus {
    QString version;
    bool gatewayRunning = false;
    QString gatewayState; ///< starting, running, draining, stopped, startup_failed
    QString exitReason;
    int activeSessions = 0;
    QMap<QString, QString> platforms; ///< name -> state
    QMap<QString, QString> platformErrors; ///< name -> error_code
    bool authRequired = false; ///< 0.16+
};
/// Errors: Remote for anything that is not such an answer (a dashboard answers unknown paths with 200 and its web
/// page).
[[nodiscard]] Result<GatewayStatus> parseStatus(const QByteArray &json);

/// What `gateway_state.json` says; never enough alone (it stays "running" after SIGKILL).
struct GatewayState {
    QString state;
    QString exitReason;
    int activeAgents = 0;
    QMap<QString, QString> platforms; ///< name -> state
    QMap<QString, QString> platformErrors; ///< name -> error_code
    QDateTime updatedAt;
};
/// Errors: Invalid.
[[nodiscard]] Result<GatewayState> parseGatewayState(const QByteArray &json);

/// The newest sign in `logs/gateway.log` text of what the Weixin poll loop does.
enum class LogSign { None, Inbound, PollError, SessionExpired };
struct LogVerdict {
    LogSign sign = LogSign::None;
    QDateTime at; ///< of that line, in the log's local time taken as UTC (containers run in UTC)
    QString line; ///< without tokens and without what the customer wrote
};
[[nodiscard]] LogVerdict newestSign(const QByteArray &logText);

/// The evidence that a tenant's WeChat is really served, and the judgement over it.
struct BoundEvidence {
    QString wantedTokenSha256; ///< the binding's
    QString accountTokenSha256; ///< of the account file in the home; empty if there is none
    std::optional<QDateTime> syncModified; ///< mtime of `<id>.sync.json`
    QDateTime containerStarted;
    LogVerdict log;
};
/// NotBound: no account file, or no binding. WaitingForFirstPoll: up to about 40 s after a start.
enum class BoundVerdict { NotBound, OtherToken, WaitingForFirstPoll, SessionExpired, Stale, Bound };
/// Bound = token hash equal, sync file newer than the container's start, no `Session expired` after both. Stale: sync
/// older than 120 s at `now`, which is the host's time.
[[nodiscard]] BoundVerdict judgeBound(const BoundEvidence &evidence, const QDateTime &now);

/// A tenant's name: `[a-z0-9][a-z0-9_-]{0,62}`, not `default` and no word that Hermes itself uses as a subcommand.
/// Errors: Invalid, saying which rule is broken.
[[nodiscard]] Status validateTenantName(const QString &name);
[[nodiscard]] bool isHermesSubcommand(const QString &word);

} // namespace hermes::home
