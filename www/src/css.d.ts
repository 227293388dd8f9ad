// Style sheets are bundled as text, to be adopted by a shadow root.
declare module "*.css" {
  const text: string;
  export default text;
}
