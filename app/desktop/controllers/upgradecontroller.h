#pragma once

#include "backend.h"
#include "jobrecords.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QSet>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Before tenants get another image, or the one back that they had before: which, from what to what, in which waves,
/// who is left and why, and who is being answered just now.
class UpgradeController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString verbText READ verbText NOTIFY changed)
    /// Back to the image before: there is none to choose.
    Q_PROPERTY(bool back READ isBack NOTIFY changed)
    Q_PROPERTY(bool many READ isMany NOTIFY changed)
    Q_PROPERTY(QString image READ image WRITE setImage NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *images READ images CONSTANT)
    Q_PROPERTY(QString atOnce READ atOnce WRITE setAtOnce NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *sizes READ sizes CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *rows READ rows CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *steps READ steps CONSTANT)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool possible READ isPossible NOTIFY changed)
    Q_PROPERTY(QString busy READ busy NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    UpgradeController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString verbText() const;
    [[nodiscard]] bool isBack() const { return m_wish.back; }
    [[nodiscard]] bool isMany() const { return m_wish.names.size() > 1; }
    [[nodiscard]] QString image() const { return m_wish.image; }
    /// The plan follows once nothing more is typed.
    void setImage(const QString &image);
    [[nodiscard]] RecordListModel *images() { return &m_images; }
    [[nodiscard]] QString atOnce() const { return QString::number(m_atOnce); }
    void setAtOnce(const QString &atOnce);
    [[nodiscard]] RecordListModel *sizes() { return &m_sizes; }
    [[nodiscard]] RecordListModel *rows() { return &m_rows; }
    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    [[nodiscard]] bool isLoading() const { return m_reading || m_typing.isActive() || !m_asked.isEmpty(); }
    [[nodiscard]] bool isPossible() const;
    [[nodiscard]] QString busy() const;
    [[nodiscard]] Problem *problem() { return &m_problem; }

    /// `image` empty: the standard one, to be changed by the person.
    void askUpgrade(const QStringList &names, const QString &image = {});
    void askRollback(const QStringList &names);
    void setStale(bool stale);
    void retranslate();

    Q_INVOKABLE void accept();
    Q_INVOKABLE void refuse();

Q_SIGNALS:
    void changed();
    void begun(const QString &job, bool many);

private:
    void ask(const ImageWish &wish);
    void read();
    void take(const Result<ImagePlan> &plan);
    void askSteps();
    void takeSteps(const QString &name, const Result<ActPlan> &steps);
    void rebuild();
    [[nodiscard]] QList<ImageRow> going() const;
    [[nodiscard]] ImageRecord recordOf(const ImageRow &row) const;
    [[nodiscard]] Error obstacleError(const ImageRow &row) const;
    [[nodiscard]] QString groupOf(qsizetype index) const;

    Backend &m_backend;
    ImageWish m_wish;
    ImagePlan m_plan;
    QMap<QString, int> m_agents; ///< conversations by tenant, of those asked
    QMap<QString, QString> m_faults; ///< why one of several cannot be changed
    QSet<QString> m_asked; ///< whose steps are under way
    RecordList<ChoiceRecord> m_images;
    RecordList<ChoiceRecord> m_sizes;
    RecordList<ImageRecord> m_rows;
    RecordList<StepRecord> m_steps;
    Problem m_problem;
    QTimer m_typing;
    int m_atOnce = 5;
    int m_round = 0;
    bool m_asking = false;
    bool m_reading = false;
    bool m_known = false; ///< a first plan came
    bool m_stale = false;
};

} // namespace hermes::desktop
