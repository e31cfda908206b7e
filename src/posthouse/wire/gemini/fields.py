"""What each key of the Gemini API holds (ai.google.dev/api and its Vertex twin, state of 2026).

Google reads every key in camelCase and in snake_case, and one object where a list is meant, so the
tables know both spellings and make no difference between an object and a list of them.

Thought signatures. The guide (ai.google.dev/gemini-api/docs/thought-signatures) asks that parts
come back as they were received: a signature on a function call is required, one on a text is not
validated. It is a sealed copy of the model's *thoughts* and stands on the part that follows them:

- The text and the call of a signed part are for the person and the program: they are restored in
  answers and masked again in requests. As a value always has the same token, the upstream gets the
  part back exactly as it signed it. Passing it unmasked would send the restored values out.
- A thought (`thought: true`) is not restored in answers, signed or not: in a stream its signature
  comes after it. So what comes back later is what the model wrote, and a signed thought passes a
  request byte for byte. A thought without a signature is text like any other.
"""

from __future__ import annotations

from posthouse.wire.fields import (
    CALLED_WITH,
    DATA,
    DEFINED,
    OPAQUE,
    SCHEMA,
    STRUCTURE,
    TEXT,
    TREE,
    Kind,
    Node,
)


def _both(members: dict[str, Node]) -> dict[str, Node]:
    """Return camelCase keys together with their snake_case spelling."""
    return {spelling: node for name, node in members.items() for spelling in (name, _snake(name))}


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def _all(node: Node, *names: str) -> dict[str, Node]:
    """Return these keys, each holding the same."""
    return dict.fromkeys(names, node)


def _record(*structure: str, **members: Node) -> Node:
    """Return the node of an object: keys that are structure, then keys of other kinds."""
    return Node(fields=_both({**_all(STRUCTURE, *structure), **members}))


def _call(*, piecemeal: Node) -> Node:
    """Return the node of a function call; streamed calls give strings piecemeal."""
    values = _all(STRUCTURE, "numberValue", "boolValue", "nullValue", "willContinue")
    return _record(
        "willContinue",
        id=OPAQUE,
        name=DEFINED,
        args=CALLED_WITH,
        partialArgs=Node(fields=_both({**values, "jsonPath": TEXT, "stringValue": piecemeal})),
    )


_BLOB = _record("mimeType", data=DATA, displayName=TEXT)
_FILE = _record("mimeType", fileUri=Node(names="file", fetched=True), displayName=TEXT)
_SPAN = _record("startOffset", "endOffset", "fps", "contentLayers")
_MEDIA: dict[str, Node] = {
    "inlineData": _BLOB,
    "fileData": _FILE,
    "videoMetadata": _SPAN,
    "audioMetadata": _SPAN,
    "documentMetadata": _record("startPage", "endPage", "contentLayers"),
    "spreadsheetMetadata": _record("visibleCells", "sheetIndex", "contentLayers"),
    "mediaProcessing": STRUCTURE,
    "mediaResolution": Node(
        kind=Kind.STRUCTURE, fields=_both(_all(STRUCTURE, "level", "numTokens"))
    ),
}
_PART_FIELDS = _both(
    {
        **_MEDIA,
        "text": TEXT,
        "thought": STRUCTURE,
        "thoughtSignature": OPAQUE,
        "functionCall": _call(piecemeal=TEXT),
        "functionResponse": _record(
            "willContinue",
            "scheduling",
            id=OPAQUE,
            name=DEFINED,
            response=TREE,
            parts=Node(fields=_both(_MEDIA)),
        ),
        "toolCall": _record("toolType", id=OPAQUE, args=CALLED_WITH),
        "toolResponse": _record("toolType", id=OPAQUE, response=TREE),
        "executableCode": _record("language", id=OPAQUE, code=TEXT),
        "codeExecutionResult": _record("outcome", id=OPAQUE, output=TEXT),
        "audioTranscription": _record(
            "finished",
            "languageCode",
            "startOffset",
            "endOffset",
            text=TEXT,
            speakerLabel=TEXT,
            words=_record("startOffset", "endOffset", word=TEXT),
        ),
        "speechMetadata": _record(speaker=TEXT, style=TEXT),
        "partMetadata": TREE,
    }
)
_SEALED = Node(fields={**_PART_FIELDS, "text": OPAQUE})
_SIGNED_THOUGHT = Node(
    fields=_PART_FIELDS, signed=(("thoughtSignature", "thought_signature"), _SEALED)
)


def _content(part: Node) -> Node:
    """Return the node of a Content made of such parts."""
    return _record("role", parts=part)


_CONTENT = _content(Node(fields=_PART_FIELDS, by=("thought", {True: _SIGNED_THOUGHT})))

_TOOL = _record(
    functionDeclarations=_record(
        "behavior",
        **_all(DEFINED, "name", "description"),
        **_all(SCHEMA, "parameters", "parametersJsonSchema", "response", "responseJsonSchema"),
    ),
    googleSearch=_record(
        "blockingConfidence",
        timeRangeFilter=_record("startTime", "endTime"),
        searchTypes=_record("webSearch", "imageSearch"),
        excludeDomains=TEXT,
    ),
    googleSearchRetrieval=_record(
        dynamicRetrievalConfig=_record("mode", "dynamicThreshold"),
    ),
    enterpriseWebSearch=_record("blockingConfidence", excludeDomains=TEXT),
    computerUse=_record(
        "environment",
        "excludedPredefinedFunctions",
        "enablePromptInjectionDetection",
        "disabledSafetyPolicies",
    ),
    fileSearch=_record("topK", fileSearchStoreNames=OPAQUE, metadataFilter=TEXT),
    googleMaps=_record("enableWidget", groundingTypes=TREE, authConfig=TREE),
    **_all(TREE, "retrieval", "mcpServers", "parallelAiSearch", "exaAiSearch"),
    **_all(TREE, "codeExecution", "urlContext"),
)
_TOOL_CONFIG = _record(
    "includeServerSideToolInvocations",
    functionCallingConfig=_record(
        "mode", "streamFunctionCallArguments", allowedFunctionNames=DEFINED
    ),
    retrievalConfig=_record("languageCode", latLng=_record("latitude", "longitude")),
)

_VOICE: dict[str, Node] = {
    "prebuiltVoiceConfig": _record("voiceName"),
    "replicatedVoiceConfig": _record(
        "mimeType",
        voiceSampleAudio=DATA,
        consentAudio=DATA,
        voiceConsentSignature=_record(signature=OPAQUE),
    ),
    "voice": TEXT,
}
_SPEECH = _record(
    "languageCode",
    voiceConfig=Node(fields=_both(_VOICE)),
    multiSpeakerVoiceConfig=_record(
        speakerVoiceConfigs=_record(speaker=TEXT, voiceConfig=Node(fields=_both(_VOICE))),
    ),
)
_GENERATION_CONFIG = Node(
    fields=_both(
        {
            **_all(STRUCTURE, "temperature", "topP", "topK", "seed", "candidateCount"),
            **_all(STRUCTURE, "maxOutputTokens", "presencePenalty", "frequencyPenalty"),
            **_all(STRUCTURE, "responseLogprobs", "logprobs", "responseMimeType"),
            **_all(STRUCTURE, "responseModalities", "mediaResolution", "audioTimestamp"),
            **_all(STRUCTURE, "enableEnhancedCivicAnswers", "enableAffectiveDialog"),
            **_all(SCHEMA, "responseSchema", "responseJsonSchema", "_responseJsonSchema"),
            "stopSequences": TEXT,
            "thinkingConfig": _record("includeThoughts", "thinkingBudget", "thinkingLevel"),
            "imageConfig": _record("aspectRatio", "imageSize"),
            "speechConfig": _SPEECH,
            "translationConfig": _record("echoTargetLanguage", "targetLanguageCode"),
            "audioTranscriptionConfig": _record(
                *("languageCodes", "languageAuto", "wordTimestamp", "diarization", "mode"),
                languageHints=_record("languageCodes"),
                **_all(TEXT, "customVocabulary", "adaptationPhrases", "sourceText"),
            ),
            "responseFormat": _record(
                text=_record("mimeType", schema=SCHEMA, jsonSchema=SCHEMA),
                audio=_record("mimeType", "bitRate", "sampleRate", "delivery"),
                image=_record("mimeType", "aspectRatio", "imageSize", "delivery"),
                video=_record(*("aspectRatio", "resolution", "duration", "delivery"), gcsUri=TEXT),
            ),
            "modelSelectionConfig": _record("featureSelectionPreference"),
            "routingConfig": _record(
                autoMode=_record("modelRoutingPreference"), manualMode=_record("modelName")
            ),
        }
    )
)

_REQUEST_FIELDS = _both(
    {
        **_all(STRUCTURE, "model", "store", "serviceTier"),
        "contents": _CONTENT,
        "systemInstruction": _CONTENT,
        "tools": _TOOL,
        "toolConfig": _TOOL_CONFIG,
        "generationConfig": _GENERATION_CONFIG,
        "safetySettings": _record("category", "threshold", "method"),
        "cachedContent": Node(Kind.OPAQUE, names="cache"),
        "labels": TREE,
    }
)
REQUEST = Node(
    fields={**_REQUEST_FIELDS, **_both({"generateContentRequest": Node(fields=_REQUEST_FIELDS)})}
)

_RATING = _record(
    "category",
    "probability",
    "blocked",
    "probabilityScore",
    "severity",
    "severityScore",
    "overwrittenThreshold",
)
_CITED = _record(
    "startIndex",
    "endIndex",
    uri=TEXT,
    title=TEXT,
    license=TEXT,
    publicationDate=_record("year", "month", "day"),
)
_PLACE_REVIEW = _record(
    reviewId=OPAQUE,
    authorAttribution=_record(displayName=TEXT, uri=TEXT, photoUri=TEXT),
    **_all(TEXT, "flagContentUri", "googleMapsUri", "relativePublishTimeDescription"),
    **_all(TEXT, "review", "title"),
)
_CHUNK = _record(
    web=_record(uri=TEXT, title=TEXT, domain=TEXT),
    image=_record(sourceUri=TEXT, imageUri=TEXT, title=TEXT, domain=TEXT),
    maps=_record(
        uri=TEXT,
        title=TEXT,
        text=TEXT,
        placeId=OPAQUE,
        placeAnswerSources=_record(
            flagContentUri=TEXT, reviewSnippet=_PLACE_REVIEW, reviewSnippets=_PLACE_REVIEW
        ),
        route=_record("distanceMeters", "duration", encodedPolyline=OPAQUE),
    ),
    retrievedContext=_record(
        "pageNumber",
        ragChunk=_record(
            text=TEXT,
            chunkId=OPAQUE,
            fileId=OPAQUE,
            pageSpan=_record("firstPage", "lastPage"),
        ),
        customMetadata=TREE,
        **_all(TEXT, "uri", "title", "text"),
        **_all(OPAQUE, "documentName", "fileSearchStore", "mediaId"),
    ),
)
_GROUNDING = _record(
    groundingChunks=_CHUNK,
    groundingSupports=_record(
        "groundingChunkIndices",
        "confidenceScores",
        "renderedParts",
        segment=_record("partIndex", "startIndex", "endIndex", text=TEXT),
    ),
    searchEntryPoint=_record(renderedContent=TEXT, sdkBlob=OPAQUE),
    retrievalMetadata=_record("googleSearchDynamicRetrievalScore"),
    googleMapsWidgetContextToken=OPAQUE,
    sourceFlaggingUris=_record(sourceId=OPAQUE, flagContentUri=TEXT),
    **_all(TEXT, "webSearchQueries", "imageSearchQueries", "retrievalQueries"),
)
_TOKEN = _record("tokenId", "logProbability", token=TEXT)
_CANDIDATE: dict[str, Node] = {
    **_all(STRUCTURE, "index", "finishReason", "tokenCount", "avgLogprobs"),
    "finishMessage": TEXT,
    "safetyRatings": _RATING,
    "citationMetadata": _record(citationSources=_CITED, citations=_CITED),
    "groundingAttributions": TREE,
    "groundingMetadata": _GROUNDING,
    "logprobsResult": _record(
        "logProbabilitySum", chosenCandidates=_TOKEN, topCandidates=_record(candidates=_TOKEN)
    ),
    "urlContextMetadata": _record(
        urlMetadata=_record("urlRetrievalStatus", retrievedUrl=TEXT),
    ),
    "continuationToken": OPAQUE,
}
_MODALITIES = _record("modality", "tokenCount")
_USAGE = _record(
    "promptTokenCount",
    "cachedContentTokenCount",
    "candidatesTokenCount",
    "toolUsePromptTokenCount",
    "thoughtsTokenCount",
    "totalTokenCount",
    "trafficType",
    "serviceTier",
    promptTokensDetails=_MODALITIES,
    cacheTokensDetails=_MODALITIES,
    candidatesTokensDetails=_MODALITIES,
    toolUsePromptTokensDetails=_MODALITIES,
)
_RPC_ERROR = _record(
    "code",
    "status",
    message=TEXT,
    details=Node(
        fields={
            **_all(STRUCTURE, "@type", "reason", "domain", "retryDelay"),
            "violations": TREE,
            "metadata": TREE,
        }
    ),
)


def _response(part: Node) -> Node:
    """Return the node of a response whose candidates are made of such parts."""
    return _record(
        "modelVersion",
        "createTime",
        "totalTokens",
        "totalBillableCharacters",
        "cachedContentTokenCount",
        responseId=OPAQUE,
        candidates=Node(fields=_both({**_CANDIDATE, "content": _content(part)})),
        promptFeedback=_record("blockReason", blockReasonMessage=TEXT, safetyRatings=_RATING),
        usageMetadata=_USAGE,
        modelStatus=_record("modelStage", "retirementTime", message=TEXT),
        promptTokensDetails=_MODALITIES,
        cacheTokensDetails=_MODALITIES,
        error=_RPC_ERROR,
    )


RESPONSE = _response(Node(fields=_PART_FIELDS, by=("thought", {True: _SEALED})))
"""A whole answer, or the list of chunks that streamGenerateContent gives without alt=sse."""

EVENT = RESPONSE
"""An event of a stream is a whole response."""

WHOLE = _response(
    Node(fields={**_SEALED.fields, **_both({"functionCall": _call(piecemeal=OPAQUE)})})
)
"""A response without the texts that go on from event to event: what each event has whole."""
