#pragma once

#include <QString>

namespace hermes::desktop {

/// How times and ids are written everywhere in the window (design: "Words"). All of them follow the language in use.

/// "0:38", "18:42", "1:02:03"; negative counts as 0.
[[nodiscard]] QString formatDuration(qint64 ms);
/// How long somebody waited: "0:38", "18:42", from an hour on as an age: "3 h", "20 days".
[[nodiscard]] QString formatWait(qint64 ms);
/// "2 s", "6 min", "3 h", "5 days".
[[nodiscard]] QString formatAge(qint64 ms);
/// "13:41:08" local time.
[[nodiscard]] QString formatTime(qint64 atMs);
/// "2 May" in the language in use.
[[nodiscard]] QString formatDay(qint64 atMs);
/// "12 May, 09:41".
[[nodiscard]] QString formatDayTime(qint64 atMs);
/// "o9cq…4mTw" of "o9cq…@im.wechat"; whole if it is short.
[[nodiscard]] QString shortId(const QString &id);
/// Small letters, digits, - and _, a letter or digit first; 63 at most.
[[nodiscard]] bool isTenantName(const QString &name);
/// "23.1 of 32 GB".
[[nodiscard]] QString formatShare(qint64 used, qint64 total);

} // namespace hermes::desktop
