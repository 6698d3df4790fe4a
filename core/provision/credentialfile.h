#pragma once

#include "home.h"
#include "hostlink.h"
#include "login.h"

namespace hermes {

/// `archive/<tenant id>/login-<session>.json`: reserved (4 KiB on the disk) before a code is shown, because iLink hands
/// a token out once, and filled before anything else happens when the customer confirms. Until it is filled it is
/// blank.
[[nodiscard]] QString credentialPath(const Host &host, const QString &tenantId, const QString &sessionId);
inline constexpr int credentialFileSize = 4096;

[[nodiscard]] Status reserveCredentialFile(const HostLink &link, const QString &path, const Call &call);
/// Writes, syncs and reads back.
[[nodiscard]] Status fillCredentialFile(
    const HostLink &link, const QString &path, const ilink::Credentials &credentials, qint64 nowMs, const Call &call);
/// Nothing if the file is still blank; Invalid if it is damaged.
[[nodiscard]] Result<std::optional<home::WeixinAccount>> readCredentialFile(
    const HostLink &link, const QString &path, const Call &call);

/// Up to 10 newest bot tokens in a tenant's archive, for `local_token_list` of a new login.
[[nodiscard]] Result<QList<Secret>> archivedTokens(const HostLink &link, const QString &tenantId, const Call &call);

} // namespace hermes
