/** The HTML document. Its script draws the whole content. */
export const PAGE = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Console · Appointment Registry</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
<script type="module" src="/app/main.js"></script>
</head>
<body>
<noscript><p>The console needs JavaScript.</p></noscript>
<div id="app"></div>
</body>
</html>
`;
