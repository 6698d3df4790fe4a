#pragma once

#include "records.h"
#include "rows.h"

namespace hermes::desktop {

/// The steps of a plan as lists draw them.
[[nodiscard]] inline QList<StepRecord> stepRecords(const QList<PlanStep> &steps)
{
    QList<StepRecord> records;
    for (const PlanStep &step : steps)
        records.append({step.title, step.detail, step.error});
    return records;
}

} // namespace hermes::desktop
