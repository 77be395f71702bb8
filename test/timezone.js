// Runs once before the workers start; they inherit the environment.
module.exports = async () => {
  process.env.TZ = 'UTC';
};
