#pragma once

#include "backend.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QTimer>

namespace hermes::desktop {

/// What provisioning would do, read anew a moment after each change of the form. Answers to older questions are
/// dropped.
class PlanPreview : public QObject {
    Q_OBJECT
public:
    PlanPreview(Backend &backend, QObject *parent);

    /// Reads once nothing has been asked for a moment.
    void ask(const NewTenant &request);
    void end();
    void clear();

    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    /// Why it cannot be done; its message is empty where it can.
    [[nodiscard]] const Error &problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void take(const Result<QList<PlanStep>> &steps);

    Backend &m_backend;
    NewTenant m_request;
    RecordList<StepRecord> m_steps;
    Error m_problem;
    QTimer m_typing;
    int m_asked = 0;
};

} // namespace hermes::desktop
