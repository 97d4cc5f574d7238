namespace Countersign.Forges.GitHub.Answers;

internal sealed class CheckRunsAnswer
{
    public List<CheckRunAnswer>? CheckRuns { get; init; }
}

internal sealed class CheckRunAnswer
{
    public long? Id { get; init; }
    public string? Name { get; init; }
    public string? Status { get; init; }
    public IdAnswer? App { get; init; }
    public CheckOutputAnswer? Output { get; init; }
}

internal sealed class CheckOutputAnswer
{
    public int? AnnotationsCount { get; init; }
}

internal sealed class AnnotationAnswer
{
    public string? Path { get; init; }
    public int? StartLine { get; init; }
    public int? EndLine { get; init; }
    public string? AnnotationLevel { get; init; }
    public string? Title { get; init; }
    public string? Message { get; init; }
}
