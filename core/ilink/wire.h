#pragma once

#include "login.h"

#include <QByteArray>
#include <QNetworkRequest>
#include <QUrl>

/// iLink's login calls as bytes; pure. Forms as Tencent's client 2.4.9 sends them.
namespace hermes::ilink::wire {

/// iLink-App-ClientVersion: major << 16 | minor << 8 | patch of the client whose protocol this is (2.4.9).
inline constexpr int clientVersion = 2 << 16 | 4 << 8 | 9;
inline constexpr int mostKnownTokens = 10;

[[nodiscard]] QNetworkRequest codeRequest(const QUrl &base);
[[nodiscard]] QByteArray codeBody(const QList<Secret> &knownTokens);
/// Errors: Remote (try again), Invalid (the platform refused the request).
[[nodiscard]] Result<Code> parseCode(int httpStatus, const QByteArray &body);

[[nodiscard]] QNetworkRequest pollRequest(const QUrl &base, const Secret &token, const QString &verifyCode);
/// `defaultBaseUrl` stands in for an empty `baseurl`. Errors: Remote.
[[nodiscard]] Result<PollAnswer> parsePoll(int httpStatus, const QByteArray &body, const QString &defaultBaseUrl);

} // namespace hermes::ilink::wire
