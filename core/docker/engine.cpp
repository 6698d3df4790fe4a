#include "engine.h"

#include <algorithm>

namespace hermes::docker {

bool carries(const Labels &labels, const QStringList &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &label) {
        const qsizetype equals = label.indexOf(QLatin1Char('='));
        return equals < 0 ? labels.contains(label) : labels.value(label.left(equals)) == label.mid(equals + 1);
    });
}

bool isPortConflict(const Error &error)
{
    // Docker's own words, which differ between an allocated port, another process and a full range; the status is
    // always 500.
    return error.kind == ErrorKind::Remote
        && (error.detail.contains(QStringLiteral("port is already allocated"))
            || error.detail.contains(QStringLiteral("address already in use"))
            || error.detail.contains(QStringLiteral("all ports are allocated")));
}

} // namespace hermes::docker
