#pragma once

#include "model.h"
#include "result.h"

/// What a person types, as values. Pure: nothing here touches a file, a host or the registry. All errors are Invalid.
namespace hermes::cli {

struct SshAddress {
    QString user; ///< empty if none was given
    QString host; ///< without brackets
    quint16 port = 22;
};
/// `[USER@]HOST[:PORT]`; an IPv6 address with a port is `[::1]:22`.
[[nodiscard]] Result<SshAddress> parseSshAddress(const QString &text);

/// `8700-9699`.
[[nodiscard]] Result<PortRange> parsePortRange(const QString &text);

/// `KEY=@FILE` or `KEY=-`: where a secret comes from, never the secret itself.
struct SecretArgument {
    QString key;
    QString file; ///< empty: standard input
};
[[nodiscard]] Result<SecretArgument> parseSecretArgument(const QString &text);
/// The bytes of a secret as `.env` can hold them: one trailing line break is dropped; Invalid if it is empty, has a
/// line break or is not plain ASCII.
[[nodiscard]] Result<Secret> checkSecretValue(const QString &key, QByteArray bytes);

[[nodiscard]] Status checkTenantName(const QString &name);
[[nodiscard]] Status checkHostName(const QString &name);
/// `SHA256:` and 43 base64 digits, as `ssh-keygen -lf` prints it.
[[nodiscard]] Status checkFingerprint(const QString &text);
[[nodiscard]] Status checkCidr(const QString &text);
[[nodiscard]] Status checkUuid(const QString &text);
/// Refuses a URL that holds a password, without repeating it.
[[nodiscard]] Status checkRegistryUrl(const QString &url);
/// Digits that a phone shows.
[[nodiscard]] Status checkVerifyCode(const QString &digits);

/// Only `container` is served today; the other two are known and refused.
[[nodiscard]] Result<Tier> parseTier(const QString &text);
[[nodiscard]] Result<Phase> parsePhase(const QString &text);
/// `90s`, `10m`, `2h`, `3d` before `nowMs`, or a date and time in ISO 8601 (UTC unless it names an offset), as
/// wall-clock milliseconds.
[[nodiscard]] Result<qint64> parseSince(const QString &text, qint64 nowMs);

} // namespace hermes::cli
