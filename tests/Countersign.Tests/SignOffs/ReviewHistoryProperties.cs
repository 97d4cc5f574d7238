using Countersign.Changes;
using Countersign.SignOffs;
using CsCheck;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

/// <summary>
/// Random histories of a change against a model that remembers, for each person, the text they approved last. The forge
/// is as treacherous as the real one: after a force-push it moves approvals to the new head.
/// </summary>
[Invariant(16)]
public sealed class ReviewHistoryProperties
{
    private static readonly Gen<(int What, int Who, int Where)> Step = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 9]);

    [Fact]
    public void The_verdict_is_that_of_the_model_after_every_step() => Step.Array[1, 25].Sample(steps =>
    {
        var history = new History();
        foreach (var (what, who, where) in steps)
        {
            history.Take(what, who, where);
            if (history.IsClear() != history.ModelIsClear()) return false;
        }

        return true;
    }, iter: 200, print: steps => string.Join(" ", steps.Select(s => $"{(Act)s.What}/{s.Who}/{s.Where}")));

    private enum Act
    {
        Edit,
        Insert,
        Remove,
        Approve,
        ApproveUnseen,
        Dismiss,
        RequestChanges,
        Revoke,
    }

    private sealed class History
    {
        private static readonly ImmutableArray<Person> People = [Ana, Bob, Dan];

        private readonly List<SignedPlan> _plans = [];
        private readonly List<Review> _reviews = [];
        private readonly List<ReviewEvidence> _evidence = [];
        private readonly List<Comment> _comments = [];
        private readonly List<ForcePush> _forcePushes = [];
        private readonly Dictionary<Person, ImmutableArray<string>> _approved = []; // the model: what each approved last
        private readonly HashSet<Person> _objecting = [];
        private ImmutableArray<string> _text = ["ALTER TABLE a", "ALTER TABLE b", "ALTER TABLE c"];
        private int _commit = 1;
        private int _minute;

        public History() => Show();

        private DateTimeOffset Now => Noon.AddMinutes(_minute);

        public void Take(int what, int who, int where)
        {
            _minute++;
            var person = People[who];
            switch ((Act)what)
            {
                case Act.Edit:
                    Push(_text.SetItem(where % _text.Length, $"ALTER TABLE v{_minute}"), force: where % 2 == 0);
                    break;
                case Act.Insert:
                    Push(_text.Insert(where % (_text.Length + 1), $"ALTER TABLE v{_minute}"), force: false);
                    break;
                case Act.Remove when _text.Length > 1:
                    Push(_text.RemoveAt(where % _text.Length), force: true);
                    break;
                case Act.Remove: // a rebase: the same text at another commit
                    Push(_text, force: true);
                    break;
                case Act.Approve or Act.ApproveUnseen:
                    Review(person, ReviewState.Approved, seen: (Act)what == Act.Approve);
                    break;
                case Act.Dismiss:
                    Review(person, ReviewState.Dismissed, seen: true);
                    break;
                case Act.RequestChanges:
                    Review(person, ReviewState.ChangesRequested, seen: true);
                    break;
                case Act.Revoke:
                    _comments.Add(new(_minute, person, Now, Now, "/countersign revoke all"));
                    _approved.Remove(person);
                    break;
            }
        }

        public bool IsClear()
        {
            var plan = Plan([.. _text]);
            var bound = Binding.Bind(new(
                [.. _reviews], [.. _comments], [.. _evidence], [.. _forcePushes], [.. _plans], SignedPlan.Of(plan, Commit(_commit), "main", Now)));
            return Judging.Judge(Facts(plan) with
            {
                SignOffs = bound.SignOffs,
                Unbound = bound.Unbound,
                Objections = bound.Objections,
            }) is Verdict.Clear;
        }

        public bool ModelIsClear() => _objecting.Count == 0
            && Enumerable.Range(1, _text.Length).All(n => _approved.Values.Any(a => a.Length >= n && a[..n].SequenceEqual(_text[..n])));

        private void Review(Person person, ReviewState state, bool seen)
        {
            _reviews.Add(new(_minute, person, state, Commit(_commit), Now, ""));
            if (seen) _evidence.Add(new(_minute, Commit(_commit), "main", Now));
            _approved.Remove(person);
            _objecting.Remove(person);
            if (state == ReviewState.Approved) _approved[person] = _text;
            if (state == ReviewState.ChangesRequested) _objecting.Add(person);
        }

        private void Push(ImmutableArray<string> text, bool force)
        {
            _text = text;
            _commit++;
            if (force)
            {
                _forcePushes.Add(new(Now));
                for (var i = 0; i < _reviews.Count; i++) // the forge moves approvals to the new head
                    if (_reviews[i].State == ReviewState.Approved) _reviews[i] = _reviews[i] with { Commit = Commit(_commit) };
                foreach (var person in People) // an approval whose delivery was lost is not believed any more
                    if (_reviews.LastOrDefault(r => r.By == person) is { } last && _evidence.All(e => e.ReviewId != last.Id))
                        _approved.Remove(person);
            }

            Show();
        }

        private void Show() => _plans.Add(SignedPlan.Of(Plan([.. _text]), Commit(_commit), "main", Now));
    }
}
