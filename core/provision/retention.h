#pragma once

#include "hostfiles.h"

#include <QSet>

namespace hermes {

/// How long a host's archive keeps what it has (ARCHITECTURE, "Where a tenant lives").
struct RetentionLimits {
    qint64 credentialsMs = qint64(180) * 86'400'000;
    qint64 homesMs = qint64(30) * 86'400'000; ///< packed homes, and files that were overwritten
};

/// Files of an archive, by their paths below it, whose time is over. Never one of `kept` (what a live binding, a
/// login or a restore under way needs), nor the copy of a home that is being written, nor a backup of one of the
/// tenants `live` (by id), of which the newest stay anyway. Pure.
[[nodiscard]] QStringList expiredFiles(const QList<ssh::FileFact> &files, const QSet<QString> &kept,
    const QSet<QString> &live, qint64 nowMs, const RetentionLimits &limits = {});

} // namespace hermes
