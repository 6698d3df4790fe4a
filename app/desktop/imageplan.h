#pragma once

#include "jobrows.h"
#include "rows.h"

#include <QMap>

// What another image means for tenants, and how images are written. Pure.

namespace hermes::desktop {

/// `former`: the image that each tenant had before. Of several tenants those that do not serve are left, for they could
/// not tell whether the new one does; a single one is changed whatever it does.
[[nodiscard]] ImagePlan imagePlan(
    const QList<TenantRow> &rows, const ImageWish &wish, const QString &standard, const QMap<QString, QString> &former);

/// The job that it is, before it begins.
[[nodiscard]] JobFacts imageJob(const ImageChange &change);

/// "hermes-agent:0.13.0" of a whole reference; of an id its first digits.
[[nodiscard]] QString imageShort(const QString &reference);
/// "0.13.0 → 0.14.0", or with repositories where these differ.
[[nodiscard]] QString imageChangeText(const QString &from, const QString &to);

} // namespace hermes::desktop
