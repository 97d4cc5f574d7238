using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Faults;

/// <summary>Messages to PostgreSQL at which a process may end. They go out together, so that no point in the process lies between them.</summary>
internal enum WirePoint
{
    /// <summary>K12: the transaction is open, and nothing of the unit was sent.</summary>
    BeforeFirst,

    /// <summary>K13: a statement got through, and its answer did not come back.</summary>
    AfterFirst,

    /// <summary>K14: between two statements.</summary>
    BeforeSecond,

    /// <summary>K15: all statements, and no marker.</summary>
    BeforeMarker,

    /// <summary>K16: the marker, and no COMMIT.</summary>
    BeforeCommit,

    /// <summary>K17: COMMIT got through, and its answer did not come back.</summary>
    AfterCommit,
}

/// <summary>Watches the messages of one life of the process for its point, and remembers what was sent.</summary>
internal sealed class WireWatch
{
    private const string Trace = "INSERT INTO effect";
    private readonly Lock _gate = new();
    private readonly List<byte[]> _sent = [];
    private WirePoint? _wanted;
    private Action? _act;
    private int _traces;
    private bool _isMarked;
    private bool _isCommitting;
    private bool _isAfterFirst;

    /// <summary>The texts of statements that leave a trace.</summary>
    public ImmutableArray<byte[]> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    /// <summary>What to look for from now on, and what to do then beside cutting the connection; null for nothing.</summary>
    public void Arm(WirePoint? wanted, Action? act)
    {
        lock (_gate) (_wanted, _act) = (wanted, act);
    }

    /// <summary>Decides about one message.</summary>
    public TapAction Decide(TapMessage message)
    {
        lock (_gate)
        {
            if (!message.FromClient || PointAt(message) is not { } point || point.Point != _wanted) return new TapAction.Forward();
            _wanted = null;
            if (!point.GetsThrough) _act?.Invoke();
            else if (_act is { } later) _ = Task.Run(later); // the message is on its way already
            return new TapAction.Cut(After: point.GetsThrough);
        }
    }

    private (WirePoint Point, bool GetsThrough)? PointAt(TapMessage message)
    {
        if (message.Type == 'E' && _isAfterFirst)
        {
            _isAfterFirst = false;
            return (WirePoint.AfterFirst, true);
        }

        if (message.Type == 'E' && _isCommitting)
        {
            (_isCommitting, _isMarked, _traces) = (false, false, 0);
            return (WirePoint.AfterCommit, true);
        }

        if (message.Sql is not { } sql) return null;
        var text = System.Text.Encoding.UTF8.GetString(sql);
        if (text.StartsWith(Trace, StringComparison.Ordinal))
        {
            _sent.Add(sql);
            _traces++;
            _isAfterFirst = _traces == 1;
            return (_traces == 1 ? WirePoint.BeforeFirst : WirePoint.BeforeSecond, false);
        }

        if (text.StartsWith("INSERT INTO countersign.marker", StringComparison.Ordinal))
        {
            _isMarked = true;
            return (WirePoint.BeforeMarker, false);
        }

        if (text.StartsWith("BEGIN", StringComparison.Ordinal)) (_isMarked, _isCommitting, _isAfterFirst, _traces) = (false, false, false, 0);
        if (text != "COMMIT" || !_isMarked) return null;
        _isCommitting = true;
        return (WirePoint.BeforeCommit, false);
    }
}
